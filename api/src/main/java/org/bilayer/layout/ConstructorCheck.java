package org.bilayer.layout;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the constructing functions of a mapping with sample values: the functions of the root, and of its value
 * objects, variants and elements. One thread.
 */
final class ConstructorCheck {
  /*
   * The check calls each function with one set of values after the other until the function returns an object. A
   * member that the function has not read by then would be lost. A function that refuses all values has usually read
   * all members before the refusal, because the arguments of a constructor are read before the call. If the function
   * has not read all members, the check cannot decide, and RowView checks the first stored row instead, before a
   * value can be lost.
   *
   * Then the check makes each nullable member null: first alone, then together with all other nullable members. A
   * function that calls get for the member both times would fail at the first row without this member, and is
   * reported. Some functions look at another member first, for example at a date that decides whether a reason must
   * be present. Such a function fails only once, or succeeds for another value of the other member, and is accepted.
   * The same rule applies to a function that unboxes the null or calls a method of the null. The check ignores the
   * exceptions of constructors.
   */

  private static final Logger LOG = LoggerFactory.getLogger(ConstructorCheck.class);

  /** The number of sets of values. */
  private static final int TURNS = 40;

  /** The number of constructed objects that are kept as sample values for the functions of their owners. */
  private static final int KEPT = 4;

  private final Faults faults;
  private final IdentityHashMap<Slots<?>, List<Object>> made = new IdentityHashMap<>();
  private final IdentityHashMap<ColumnPart<?, ?>, List<?>> samples = new IdentityHashMap<>();

  private ConstructorCheck(Faults faults) {
    this.faults = faults;
  }

  static <T, I> void of(Layout<T, I> layout, Faults faults) {
    new ConstructorCheck(faults)
        .check(layout.mapping().table(), "the constructing function", layout.slots(), null);
  }

  /** Sample values of a column. May be empty. */
  List<?> samples(ColumnPart<?, ?> column) {
    return samples.computeIfAbsent(column, each -> each.conversion().samples());
  }

  /**
   * Objects constructed by a function. May be empty. The function is checked before the functions that read its
   * objects.
   */
  List<Object> made(Slots<?> slots) {
    return made.getOrDefault(slots, List.of());
  }

  /**
   * Checks the functions of the members, then the function itself.
   *
   * @param function the name of the function in faults
   * @param common the common members of the sealed type, for a variant
   */
  private <O> void check(String where, String function, Slots<O> slots, @Nullable Slots<?> common) {
    for (int i = 0; i < slots.size(); i++) {
      Slots.Slot slot = slots.at(i);
      if (slot.member() instanceof ColumnPart<?, ?> column) {
        checkClass(where, column);
      } else if (slot.member() instanceof EmbeddedPart<?, ?> embedded && slot.nested() != null) {
        check(where + "." + embedded.prefix(), function, slot.nested(), null);
      } else if (slot.member() instanceof CollectionPart<?, ?, ?> children
          && slot.owned() != null) {
        check(children.table(), "the constructing function", slot.owned().slots(), null);
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      slots
          .at(i)
          .variants()
          .forEach((tag, variant) ->
              check(where, "the constructing function of the variant " + tag, variant, slots));
    }
    checkFunction(where, function, slots, common);
  }

  /** Checks that the class of a record's component is the class that the codec returns. */
  private void checkClass(String where, ColumnPart<?, ?> column) {
    Class<?> declared = column.declared();
    if (declared == null) {
      return;
    }
    if (declared.isPrimitive() && column.isNullable()) {
      faults.add(
          where,
          "the column " + column.name()
              + " is nullable, but its component is of the primitive type "
              + declared.getName() + "; declare the component "
              + boxed(declared).getSimpleName()
              + ", or the column required");
    }
    for (Object value : samples(column)) {
      if (!boxed(declared).isInstance(value)) {
        faults.add(
            where,
            "the codec of " + column.name() + " gives " + value.getClass().getName()
                + ", but its component is of type " + declared.getTypeName());
        return;
      }
    }
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private <O> void checkFunction(
      String where, String function, Slots<O> slots, @Nullable Slots<?> common) {
    var read = new LinkedHashSet<Part<?>>();
    slots.named().ifPresent(named -> addNamed(named, slots, common, read));
    var objects = new ArrayList<Object>();
    Set<String> told = new LinkedHashSet<>();
    boolean isComplete = false;
    int turnOfFirst = 0;
    for (int turn = 0; turn < TURNS && objects.size() < KEPT; turn++) {
      var probe = new ConstructorProbe<>(this, slots, common, turn, Set.of());
      Object object = probe.make();
      if (!isComplete) {
        read.addAll(probe.read());
        tell(where, told, probe.strangers(function));
        tell(where, told, probe.wrongClass(function));
      }
      if (object != null) {
        objects.add(object);
        turnOfFirst = isComplete ? turnOfFirst : turn;
        isComplete = true;
      }
    }
    made.put(slots, objects);
    checkUnread(where, function, slots, expected(slots, common, read), read, isComplete);
    checkAbsence(where, function, slots, common, turnOfFirst, isComplete);
  }

  /** Adds the parts of the mapping. A part that the mapping does not have is found by the call of the function. */
  private static void addNamed(
      List<Part<?>> named, Slots<?> slots, @Nullable Slots<?> common, Set<Part<?>> to) {
    for (Part<?> part : named) {
      int index = slots.indexOf(part, 0);
      if (index >= 0) {
        to.add(slots.at(index).member());
      } else if (common != null && common.indexOf(part, 0) >= 0) {
        to.add(common.at(common.indexOf(part, 0)).member());
      }
    }
  }

  private <O> void checkUnread(
      String where,
      String function,
      Slots<O> slots,
      List<Part<?>> expected,
      Set<Part<?>> read,
      boolean isComplete) {
    // The constructor of named parts is called after all parts were read.
    boolean isCertain = isComplete || slots.named().isPresent();
    var unread = new ArrayList<String>();
    for (Part<?> member : expected) {
      if (!read.contains(member)) {
        unread.add(member.name());
      }
    }
    if (isCertain || unread.isEmpty()) {
      slots.check();
    } else {
      LOG.info(
          "The constructing function of {} ({}) refuses all made-up values before it reads {}. "
              + "The library checks with the first stored row whether the function reads them.",
          slots.type(),
          where,
          unread);
    }
    if (isCertain) {
      unread.forEach(name ->
          faults.add(where, function + " ignores " + name + "; the stored value would be lost"));
    }
  }

  private void tell(String where, Set<String> told, List<String> what) {
    for (String each : what) {
      if (told.add(each)) {
        faults.add(where, each);
      }
    }
  }

  /** The members that a function must read; the variants of a sealed type read the common ones, and not the tag. */
  private static List<Part<?>> expected(
      Slots<?> slots, @Nullable Slots<?> common, Set<Part<?>> read) {
    var expected = new ArrayList<Part<?>>();
    boolean isLeftToVariants = false;
    for (int i = 0; i < slots.size(); i++) {
      Part<?> member = slots.at(i).member();
      isLeftToVariants |= member instanceof VariantsPart<?> && read.contains(member);
      expected.add(member);
    }
    if (isLeftToVariants) {
      return List.of();
    }
    for (int i = 0; common != null && i < common.size(); i++) {
      if (!(common.at(i).member() instanceof VariantsPart<?>)) {
        expected.add(common.at(i).member());
      }
    }
    return expected;
  }

  /** Makes each nullable member null. */
  private <O> void checkAbsence(
      String where,
      String function,
      Slots<O> slots,
      @Nullable Slots<?> common,
      int turn,
      boolean isComplete) {
    var nullable = new LinkedHashSet<Part<?>>();
    addNullable(slots, nullable);
    if (common != null) {
      addNullable(common, nullable);
    }
    if (nullable.isEmpty()) {
      return;
    }
    var without = new ConstructorProbe<>(this, slots, common, turn, nullable);
    boolean failsWithoutAll = without.make() == null;
    for (Part<?> member : nullable) {
      var probe = new ConstructorProbe<>(this, slots, common, turn, Set.of(member));
      boolean fails = probe.make() == null;
      if (probe.demanded().contains(member)
          && (failsWithoutAll || without.demanded().contains(member))
          && !canDoWithout(slots, common, member)) {
        faults.add(
            where,
            function + " reads " + member.name() + " by get, which fails for a row without a "
                + "value; read a nullable member by find or getOrNull");
      } else if (isComplete
          && fails
          && failsWithoutAll
          && probe.failsByNullOf(member)
          && !canDoWithout(slots, common, member)) {
        faults.add(
            where,
            function + " fails where " + member.name()
                + " has no value, which the mapping allows; handle the null, or declare the member required");
      }
    }
  }

  /**
   * Whether the function succeeds without a member for some values of the other members. Such a row may then be
   * correct.
   */
  private <O> boolean canDoWithout(Slots<O> slots, @Nullable Slots<?> common, Part<?> member) {
    for (int turn = 0; turn < TURNS; turn++) {
      var probe = new ConstructorProbe<>(this, slots, common, turn, Set.of(member));
      if (probe.make() != null && !probe.demanded().contains(member)) {
        return true;
      }
    }
    return false;
  }

  private static void addNullable(Slots<?> slots, Set<Part<?>> to) {
    for (int i = 0; i < slots.size(); i++) {
      Part<?> member = slots.at(i).member();
      if ((member instanceof ColumnPart<?, ?> column && column.isNullable())
          || (member instanceof EmbeddedPart<?, ?> embedded && embedded.isNullable())) {
        to.add(member);
      }
    }
  }
}
