package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries a constructing function with made-up values and notes which members it reads. A function that ends normally
 * without having read all of them would lose what it ignores. One that throws says nothing, since a domain constructor may
 * refuse the made-up values; it is checked again when the first real row is read ({@link RowView#makeChecked}).
 */
final class ConstructorProbe<O> implements Row<O> {

  private final List<Member<?>> read = new ArrayList<>();

  private ConstructorProbe() {}

  static <T, I> void check(Layout<T, I> layout, Faults faults) {
    Mapping<T, I> mapping = layout.mapping();
    var members = new ArrayList<Member<T>>();
    members.add(mapping.id());
    mapping.version().ifPresent(members::add);
    members.addAll(mapping.members());
    check(mapping.table(), mapping.construct(), members, faults);
  }

  /** Tries one function, then those of the members. */
  private static <O> void check(
      String where,
      Function<Row<O>, ? extends O> construct,
      List<Member<O>> members,
      Faults faults) {
    var probe = new ConstructorProbe<O>();
    if (probe.completes(construct)) {
      for (Member<O> member : members) {
        if (!contains(probe.read, member)) {
          faults.add(
              where,
              "the constructing function ignores " + nameOf(member)
                  + "; what is stored there would be lost");
        }
      }
    }
    for (Member<O> member : members) {
      if (member instanceof Embedded<O, ?> embedded) {
        checkValue(where + "." + embedded.prefix(), embedded.value(), faults);
      } else if (member instanceof Children<O, ?, ?> children) {
        checkValue(children.table(), children.value(), faults);
      } else if (member instanceof Variants<O> variants) {
        for (Variant<O, ?> variant : variants.all()) {
          checkVariant(where, variant, members, faults);
        }
      }
    }
  }

  private static <E> void checkValue(String where, Value<E> value, Faults faults) {
    check(where, value.construct(), value.members(), faults);
  }

  /** A variant must read its own members and the common ones, except the tag, which chose it. */
  private static <O, V extends O> void checkVariant(
      String where, Variant<O, V> variant, List<Member<O>> commonMembers, Faults faults) {
    var probe = new ConstructorProbe<V>();
    if (!probe.completes(variant.construct())) {
      return;
    }
    var expected = new ArrayList<Member<?>>(variant.members());
    for (Member<O> member : commonMembers) {
      if (!(member instanceof Variants<O>)) {
        expected.add(member);
      }
    }
    for (Member<?> member : expected) {
      if (!contains(probe.read, member)) {
        faults.add(
            where,
            "the constructing function of the variant " + variant.tag() + " ignores "
                + nameOf(member) + "; what is stored there would be lost");
      }
    }
  }

  private boolean completes(Function<Row<O>, ? extends O> construct) {
    try {
      return construct.apply(this) != null;
    } catch (Exception refusedSample) {
      return false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // a declared constant is itself and nothing else
  private static boolean contains(List<Member<?>> members, Member<?> member) {
    for (Member<?> each : members) {
      if (each == member) {
        return true;
      }
    }
    return false;
  }

  static String nameOf(Member<?> member) {
    if (member instanceof Column<?, ?> column) {
      return column.name();
    }
    if (member instanceof Embedded<?, ?> embedded) {
      return embedded.prefix();
    }
    return member instanceof Children<?, ?, ?> children
        ? children.table()
        : ((Variants<?>) member).tag().name();
  }

  @Override
  @SuppressWarnings(
      "NullAway") // null where a domain type refuses the sample: the function may or may not get on
  // with it
  public <V> V get(Column<? super O, V> column) {
    return getOrNull(column);
  }

  @Override
  public <V> @Nullable V getOrNull(Column<? super O, V> column) {
    read.add(column);
    try {
      return column.codec().decode(column.codec().sample());
    } catch (Exception refusedSample) {
      return null;
    }
  }

  @Override
  public <E> E get(Embedded<? super O, E> embedded) {
    return Objects.requireNonNull(getOrNull(embedded));
  }

  @Override
  public <E> @Nullable E getOrNull(Embedded<? super O, E> embedded) {
    read.add(embedded);
    return embedded.value().construct().apply(new ConstructorProbe<>());
  }

  @Override
  public <S> S get(Children<? super O, ?, S> children) {
    read.add(children);
    return children.collection(List.of());
  }

  /** Stands for reading everything: the variants are tried on their own. */
  @Override
  public O get(Variants<O> variants) {
    throw new IllegalStateException("the variants are tried one by one");
  }
}
