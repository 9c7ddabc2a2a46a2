package org.bilayer.layout;

import java.util.Objects;
import org.bilayer.failure.DataException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.UnreadableRowException;
import org.jspecify.annotations.Nullable;

/** A stored row as a constructing function reads it. */
final class RowView<O> implements StoredRow<O> {

  private final TableLayout<?> layout;
  private final Slots<O> slots;
  private final @Nullable Object[] row;
  private final OwnedRows owned;

  /** The view of the sealed type, if this is the view of a variant; otherwise null. */
  private final @Nullable RowView<?> common;

  /** The beginning of the names of the columns; empty outside of value objects. */
  private final String prefix;

  /**
   * The slot behind the slot that was read last. Constructing functions mostly read members in declared order, and the
   * search for a member therefore begins here.
   */
  private int expected;

  /** The slots that were read. Null if the constructing function is known to read all slots. */
  private boolean @Nullable [] read;

  RowView(TableLayout<?> layout, Slots<O> slots, @Nullable Object[] row, OwnedRows owned) {
    this(layout, slots, row, owned, null, "");
  }

  private RowView(
      TableLayout<?> layout,
      Slots<O> slots,
      @Nullable Object[] row,
      OwnedRows owned,
      @Nullable RowView<?> common,
      String prefix) {
    this.layout = layout;
    this.slots = slots;
    this.row = row;
    this.owned = owned;
    this.common = common;
    this.prefix = prefix;
  }

  /**
   * Makes the object.
   *
   * @throws UnreadableRowException if a value or the row as a whole cannot become an object
   * @throws MisuseException if the constructing function does not read a member; the next update would lose the value
   *     of this member
   */
  O make() {
    return slots.isChecked() ? made() : makeChecked();
  }

  private O made() {
    O object;
    try {
      object = slots.make(this);
    } catch (DataException | NoMemberException e) {
      throw e;
    } catch (Exception e) {
      throw unreadable(prefix, "the constructing function of " + slots.type() + " refuses it", e);
    }
    if (isAbsent(object)) {
      throw unreadable(prefix, "the constructing function of " + slots.type() + " gave null", null);
    }
    return object;
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null;
  }

  /** Makes the object and checks that its function has read every member. */
  private O makeChecked() {
    boolean[] seen = new boolean[slots.size()];
    read = seen;
    boolean @Nullable [] seenBefore = common == null ? null : common.read;
    boolean[] seenInCommon = common == null ? new boolean[0] : new boolean[common.slots.size()];
    if (common != null) {
      common.read = seenInCommon;
    }
    O made = made();
    requireAll(seen, slots);
    if (common != null) {
      requireAll(seenInCommon, common.slots);
      common.read = seenBefore;
      for (int i = 0; seenBefore != null && i < seenBefore.length; i++) {
        seenBefore[i] |= seenInCommon[i];
      }
    }
    slots.check();
    return made;
  }

  private void requireAll(boolean[] seen, Slots<?> members) {
    for (int i = 0; i < seen.length; i++) {
      // The tag has selected the variant.
      boolean isTag = common != null && members.at(i).member() instanceof VariantsPart<?>;
      if (!seen[i] && !isTag) {
        throw new MisuseException(
            "The constructing function of " + slots.type() + " ignores "
                + members.at(i).member().name() + " [table=" + layout.name()
                + "]; the stored value would be lost. Read every member given to the mapping.",
            null);
      }
    }
  }

  @Override
  public <V> V get(ColumnPart<? super O, V> column) {
    V value = getOrNull(column);
    if (value == null) {
      throw unreadable(
          column.name(),
          "the constructing function reads a nullable member by get; use find or getOrNull",
          null);
    }
    return value;
  }

  @Override
  public <V> @Nullable V getOrNull(ColumnPart<? super O, V> column) {
    Slots.Slot slot = slot(column, column.name());
    Object stored = row[slot.position()];
    if (stored == null) {
      if (!column.isNullable()) {
        throw unreadable(
            layout.columnName(slot.position()), "a required column must have a value", null);
      }
      return null;
    }
    return decoded(layout, row, slot.position(), column.conversion(), stored);
  }

  /**
   * The domain value of a stored value. All conversions use this method.
   *
   * @throws UnreadableRowException if the codec refuses the stored value
   */
  static <V> V decoded(
      TableLayout<?> layout,
      @Nullable Object[] row,
      int position,
      Conversion<V> codec,
      Object stored) {
    V value;
    try {
      value = codec.decode(stored);
    } catch (DataException e) {
      throw e;
    } catch (Exception e) {
      throw layout.unreadable(
          row, layout.columnName(position), "the value must be one of the domain type", e);
    }
    if (isAbsent(value)) {
      throw layout.unreadable(
          row, layout.columnName(position), "the codec gave null for a stored value", null);
    }
    return value;
  }

  @Override
  public <E> E get(EmbeddedPart<? super O, E> embedded) {
    E value = getOrNull(embedded);
    if (value == null) {
      throw unreadable(
          embedded.prefix(),
          "the constructing function reads a nullable value object by get; use find or getOrNull",
          null);
    }
    return value;
  }

  @Override
  public <E> @Nullable E getOrNull(EmbeddedPart<? super O, E> embedded) {
    Slots.Slot slot = slot(embedded, embedded.prefix());
    // The slot was made from this very constant, so its nested slots are those of E.
    @SuppressWarnings("unchecked")
    Slots<E> nested = (Slots<E>) Objects.requireNonNull(slot.nested());
    if (embedded.isNullable() && nested.isAbsentIn(row)) {
      return null;
    }
    return new RowView<>(layout, nested, row, owned, null, prefix + embedded.prefix()).make();
  }

  @Override
  public <S> S get(CollectionPart<? super O, ?, S> children) {
    Slots.Slot slot = slot(children, children.table());
    // The slot was made from this very constant, so its collection is an S.
    @SuppressWarnings("unchecked")
    OwnedLayout<?, ?, S> of = (OwnedLayout<?, ?, S>) Objects.requireNonNull(slot.owned());
    return of.assemble(row, owned);
  }

  @Override
  public O get(VariantsPart<O> variants) {
    Slots.Slot slot = slot(variants, variants.name());
    Object tag = row[slot.position()];
    // The slot was made from this very constant, so each of its slots makes an O.
    @SuppressWarnings("unchecked")
    Slots<? extends O> variant =
        tag == null ? null : (Slots<? extends O>) slot.variants().get(tag);
    if (variant == null) {
      throw unreadable(
          layout.columnName(slot.position()),
          "the tag must be of a variant in the mapping, which has "
              + variants.all().stream().map(VariantPart::tag).toList(),
          null);
    }
    Integer foreign = ColumnGroup.foreign(layout.groups(), slot.position(), tag, row);
    if (foreign != null) {
      throw unreadable(
          layout.columnName(foreign),
          "the column must be empty where the tag is " + tag + ", whose class does not have it",
          null);
    }
    return variantView(variant).make();
  }

  private <V extends O> RowView<V> variantView(Slots<V> variant) {
    return new RowView<>(layout, variant, row, owned, this, prefix);
  }

  private Slots.Slot slot(Part<?> member, String name) {
    // A variant reads its own members and those of the sealed type.
    for (RowView<?> view = this; view != null; view = view.common) {
      Slots.Slot slot = view.ownSlot(member);
      if (slot != null) {
        return slot;
      }
    }
    throw new NoMemberException("The member " + name + " is not part of " + slots.type()
        + " [table=" + layout.name()
        + "]. Read only members given to the mapping or value object itself.");
  }

  /** Finds a member among the slots of this view only, and records that the member was read. Null if there is no slot. */
  private Slots.@Nullable Slot ownSlot(Part<?> member) {
    int index = slots.indexOf(member, expected);
    if (index < 0) {
      return null;
    }
    expected = index + 1;
    if (read != null) {
      read[index] = true;
    }
    return slots.at(index);
  }

  private UnreadableRowException unreadable(String column, String rule, @Nullable Throwable cause) {
    return layout.unreadable(row, column, rule, cause);
  }

  /** Reports a mistake of the constructing function, not of the row. */
  private static final class NoMemberException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NoMemberException(String message) {
      super(message);
    }
  }
}
