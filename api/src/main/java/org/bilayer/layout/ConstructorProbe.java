package org.bilayer.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of made-up values, which notes what a constructing function does with it. Used once. */
final class ConstructorProbe<O> implements StoredRow<O> {

  /** A method that was running, without its line. */
  private record Frame(String type, String method) {}

  private final ConstructorCheck check;
  private final Slots<O> slots;
  private final @Nullable Slots<?> common;
  private final int turn;
  private final Set<Part<?>> absent;

  private final Set<Part<?>> read = new LinkedHashSet<>();
  private final Set<Part<?>> demanded = new LinkedHashSet<>();
  private final Set<String> strangers = new LinkedHashSet<>();
  private final Map<Part<?>, Frame> readers = new LinkedHashMap<>();
  private @Nullable Part<?> last;
  private @Nullable Throwable thrown;

  /**
   * A row.
   *
   * @param common the members of the sealed type, for one of its variants
   * @param turn which of the made-up values
   * @param absent the members without a value
   */
  ConstructorProbe(
      ConstructorCheck check,
      Slots<O> slots,
      @Nullable Slots<?> common,
      int turn,
      Set<Part<?>> absent) {
    this.check = check;
    this.slots = slots;
    this.common = common;
    this.turn = turn;
    this.absent = absent;
  }

  /** Tries the function; null if it refuses the values. */
  @Nullable
  Object make() {
    try {
      return slots.make(this);
    } catch (Exception | AssertionError refused) {
      thrown = refused;
      return null;
    }
  }

  /** The members that the function has read, as the mapping has them. */
  Set<Part<?>> read() {
    return read;
  }

  /** The absent members that it has demanded by get. */
  Set<Part<?>> demanded() {
    return demanded;
  }

  /** What is wrong with what it has read that no row of this type has. */
  List<String> strangers(String function) {
    var faults = new ArrayList<String>();
    for (String name : strangers) {
      faults.add(function + " reads " + name
          + ", which was not given to the mapping or value object; every row would fail");
    }
    return faults;
  }

  /** What is wrong with the class as which it takes a value: its own cast fails right behind the reading. */
  List<String> wrongClass(String function) {
    Part<?> member = last;
    return thrown instanceof ClassCastException && member != null && isThrownWhereRead(member)
        ? List.of(function + " takes " + member.name() + " for another class than its codec gives: "
            + thrown.getMessage())
        : List.of();
  }

  /** Whether the function itself has failed by the absence of a member, not a constructor that it calls. */
  boolean failsByNullOf(Part<?> member) {
    return (thrown instanceof NullPointerException || thrown instanceof NoSuchElementException)
        && isThrownWhereRead(member);
  }

  private boolean isThrownWhereRead(Part<?> member) {
    Frame reader = readers.get(member);
    if (reader != null && thrown != null) {
      for (StackTraceElement each : thrown.getStackTrace()) {
        if (!each.getClassName().startsWith("java.")) {
          return reader.equals(new Frame(each.getClassName(), each.getMethodName()));
        }
      }
    }
    return false;
  }

  /** Notes a reading; null for a member of something else. */
  private Slots.@Nullable Slot slot(Part<?> member) {
    Slots.Slot slot = find(slots, member);
    if (slot == null && common != null) {
      slot = find(common, member);
    }
    if (slot == null) {
      strangers.add(member.name());
      return null;
    }
    read.add(slot.member());
    last = slot.member();
    readers.computeIfAbsent(slot.member(), each -> caller());
    return slot;
  }

  private static Slots.@Nullable Slot find(Slots<?> slots, Part<?> member) {
    int index = slots.indexOf(member, 0);
    return index < 0 ? null : slots.at(index);
  }

  /** The application's method that is reading. */
  private Frame caller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames
            .filter(frame -> frame.getDeclaringClass() != ConstructorProbe.class
                && !slots.passesOn(frame.getDeclaringClass())
                && !frame.getClassName().startsWith("java."))
            .findFirst()
            .map(frame -> new Frame(frame.getClassName(), frame.getMethodName()))
            .orElse(new Frame("", "")));
  }

  /** One of several: the same place of each list, or places that ascend or descend from member to member. */
  private @Nullable Object chosen(List<?> from) {
    if (from.isEmpty()) {
      return null;
    }
    int place = switch (turn) {
      case 0 -> 0;
      case 1 -> read.size();
      case 2 -> Math.max(0, from.size() - read.size());
      default -> turn - 2;
    };
    return from.get(place % from.size());
  }

  @Override
  // Null where a domain type refuses all samples: the function may or may not get on with it.
  @SuppressWarnings({"NullAway", "unchecked"})
  public <V> V get(ColumnPart<? super O, V> column) {
    return (V) value(column, true);
  }

  @Override
  @SuppressWarnings("unchecked") // the samples are the codec's
  public <V> @Nullable V getOrNull(ColumnPart<? super O, V> column) {
    return (V) value(column, false);
  }

  private @Nullable Object value(ColumnPart<?, ?> column, boolean isDemanded) {
    slot(column);
    return isAbsent(column, isDemanded) ? null : chosen(check.samples(column));
  }

  /** One that is demanded all the same is noted and given, so that the function goes on. */
  private boolean isAbsent(Part<?> member, boolean isDemanded) {
    if (absent.stream().noneMatch(member::isSame)) {
      return false;
    }
    if (isDemanded) {
      absent.stream().filter(member::isSame).forEach(demanded::add);
    }
    return !isDemanded;
  }

  @Override
  @SuppressWarnings({"NullAway", "unchecked"}) // as above
  public <E> E get(EmbeddedPart<? super O, E> embedded) {
    return (E) value(embedded, true);
  }

  @Override
  @SuppressWarnings("unchecked") // made by the value object's own function
  public <E> @Nullable E getOrNull(EmbeddedPart<? super O, E> embedded) {
    return (E) value(embedded, false);
  }

  private @Nullable Object value(EmbeddedPart<?, ?> embedded, boolean isDemanded) {
    Slots.Slot slot = slot(embedded);
    if (slot == null || slot.nested() == null || isAbsent(embedded, isDemanded)) {
      return null;
    }
    return chosen(check.made(slot.nested()));
  }

  /** With one element in every other turn, without any in the rest. */
  @Override
  public <S> S get(CollectionPart<? super O, ?, S> children) {
    Slots.Slot slot = slot(children);
    Object element = slot == null || slot.owned() == null
        ? null
        : chosen(check.made(slot.owned().slots()));
    return element == null || turn % 2 == 1
        ? children.collection(List.of())
        : holding(children, element);
  }

  private <C, S> S holding(CollectionPart<?, C, S> children, Object element) {
    Object key = children.mapKey().map(column -> chosen(check.samples(column))).orElse(null);
    if (children.mapKey().isPresent() && key == null) {
      return children.collection(List.of());
    }
    // Made by the function of the collection's own value.
    @SuppressWarnings("unchecked")
    C value = (C) element;
    return children.collection(List.of(new Element<>(value, 0, key)));
  }

  @Override
  public O get(VariantsPart<O> variants) {
    Slots.Slot slot = slot(variants);
    var all = new ArrayList<Object>();
    if (slot != null) {
      slot.variants().values().forEach(variant -> all.addAll(check.made(variant)));
    }
    Object object = chosen(all);
    if (object == null) {
      throw new IllegalStateException("no variant takes a made-up value");
    }
    // Made by the function of one of its variants.
    @SuppressWarnings("unchecked")
    O made = (O) object;
    return made;
  }
}
