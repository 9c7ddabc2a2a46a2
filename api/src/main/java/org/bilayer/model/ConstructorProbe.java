package org.bilayer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries a constructing function with made-up values and notes which members it reads. A function that ends, normally
 * or not, after reading some members but not all would lose what it ignores; one that throws before it has read
 * anything conclusive says nothing.
 */
final class ConstructorProbe<O> implements Row<O> {

  private final List<Member<O>> unread;

  private ConstructorProbe(List<Member<O>> members) {
    this.unread = new ArrayList<>(members);
  }

  static <T, I> void check(Layout<T, I> layout, Faults faults) {
    Mapping<T, I> mapping = layout.mapping();
    var members = new ArrayList<Member<T>>();
    members.add(mapping.id());
    mapping.version().ifPresent(members::add);
    members.addAll(mapping.members());
    check(mapping.table(), mapping.construct(), members, faults);
  }

  private static <O> void check(
      String where,
      Function<Row<O>, ? extends O> construct,
      List<Member<O>> members,
      Faults faults) {
    var probe = new ConstructorProbe<O>(members);
    boolean completed = attempt(construct, probe) != null;
    if (completed) {
      for (Member<O> member : probe.unread) {
        faults.add(
            where,
            "the constructing function ignores " + nameOf(member)
                + "; what is stored there would be lost");
      }
    }
    for (Member<O> member : members) {
      if (member instanceof Embedded<O, ?> embedded) {
        checkValue(where + "." + embedded.prefix(), embedded.value(), faults);
      } else if (member instanceof Children<O, ?, ?> children) {
        checkValue(children.table(), children.value(), faults);
      }
    }
  }

  private static <E> void checkValue(String where, Value<E> value, Faults faults) {
    check(where, value.construct(), value.members(), faults);
  }

  private static <O> @Nullable O attempt(
      Function<Row<O>, ? extends O> construct, ConstructorProbe<O> probe) {
    try {
      return construct.apply(probe);
    } catch (RuntimeException refusedSample) {
      // A domain constructor may refuse the made-up values; that says nothing about the mapping.
      return null;
    }
  }

  private static String nameOf(Member<?> member) {
    if (member instanceof Column<?, ?> column) {
      return column.name();
    }
    return member instanceof Embedded<?, ?> embedded
        ? embedded.prefix()
        : ((Children<?, ?, ?>) member).table();
  }

  @SuppressWarnings("ReferenceEquality") // a declared constant is itself and nothing else
  private void read(Member<O> member) {
    unread.removeIf(each -> each == member);
  }

  @Override
  public <V> V get(Column<O, V> column) {
    return Objects.requireNonNull(getOrNull(column));
  }

  @Override
  public <V> @Nullable V getOrNull(Column<O, V> column) {
    read(column);
    return column.codec().decode(column.codec().sample());
  }

  @Override
  public <E> E get(Embedded<O, E> embedded) {
    return Objects.requireNonNull(getOrNull(embedded));
  }

  @Override
  public <E> @Nullable E getOrNull(Embedded<O, E> embedded) {
    read(embedded);
    return embedded.value().construct().apply(new ConstructorProbe<>(List.of()));
  }

  @Override
  public <S> S get(Children<O, ?, S> children) {
    read(children);
    return children.collection(List.of());
  }
}
