package org.bilayer.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bilayer.layout.Construct;
import org.bilayer.layout.StoredRow;
import org.jspecify.annotations.Nullable;

/** The descriptions of constructors whose arguments are members, in order. */
final class Typed {

  private static final Set<Class<?>> BETWEEN = Set.of(Reader.class);

  private Typed() {}

  /** Reads the stored value of one member. */
  private static final class Reader<O, V> {

    private final Function<StoredRow<O>, @Nullable Object> read;

    Reader(Member<? super O, V> member) {
      this.read = read(member);
    }

    /** The value; null where a nullable member is absent, which the constructor has to expect. */
    @SuppressWarnings({"NullAway", "unchecked"}) // a member is read as its V
    V of(StoredRow<O> row) {
      return (V) read.apply(row);
    }

    // Each part belongs to the O of the row, or to a type above it; its value is not looked at
    // here.
    @SuppressWarnings("unchecked")
    private static <O> Function<StoredRow<O>, @Nullable Object> read(Member<? super O, ?> member) {
      if (member instanceof Column<?, ?>) {
        var part = ((Column<? super O, Object>) member).part();
        return part.isNullable() ? row -> row.getOrNull(part) : row -> row.get(part);
      }
      if (member instanceof Embedded<?, ?>) {
        var part = ((Embedded<? super O, Object>) member).part();
        return part.isNullable() ? row -> row.getOrNull(part) : row -> row.get(part);
      }
      if (member instanceof ElementCollection<?, ?, ?>) {
        var part = ((ElementCollection<? super O, Object, Object>) member).part();
        return row -> row.get(part);
      }
      if (member instanceof Variants<?>) {
        var part = ((Variants<O>) member).part();
        return row -> row.get(part);
      }
      var optional = ((OptionalMember<? super O, ?>) member).nullable();
      Function<StoredRow<O>, @Nullable Object> read = read(optional);
      return row -> Optional.ofNullable(read.apply(row));
    }
  }

  private static <O> Construct<O> named(
      Function<StoredRow<O>, ? extends O> function, List<Member<? super O, ?>> members) {
    return new Construct<>(function, BETWEEN, Optional.of(Parts.named(members)));
  }

  static <O, A> Construct<O> construct(
      Member<? super O, A> a, Function<? super A, ? extends O> make) {
    var readA = new Reader<O, A>(a);
    return named(row -> make.apply(readA.of(row)), List.of(a));
  }

  static <O, A, B> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      BiFunction<? super A, ? super B, ? extends O> make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    return named(row -> make.apply(readA.of(row), readB.of(row)), List.of(a, b));
  }

  static <O, A, B, C> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Constructor.Of3<? super A, ? super B, ? super C, ? extends O> make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    return named(row -> make.create(readA.of(row), readB.of(row), readC.of(row)), List.of(a, b, c));
  }

  static <O, A, B, C, D> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Member<? super O, D> d,
      Constructor.Of4<? super A, ? super B, ? super C, ? super D, ? extends O> make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    var readD = new Reader<O, D>(d);
    return named(
        row -> make.create(readA.of(row), readB.of(row), readC.of(row), readD.of(row)),
        List.of(a, b, c, d));
  }

  static <O, A, B, C, D, E> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Member<? super O, D> d,
      Member<? super O, E> e,
      Constructor.Of5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends O> make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    var readD = new Reader<O, D>(d);
    var readE = new Reader<O, E>(e);
    return named(
        row ->
            make.create(readA.of(row), readB.of(row), readC.of(row), readD.of(row), readE.of(row)),
        List.of(a, b, c, d, e));
  }

  static <O, A, B, C, D, E, F> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Member<? super O, D> d,
      Member<? super O, E> e,
      Member<? super O, F> f,
      Constructor.Of6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends O>
          make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    var readD = new Reader<O, D>(d);
    var readE = new Reader<O, E>(e);
    var readF = new Reader<O, F>(f);
    return named(
        row -> make.create(
            readA.of(row),
            readB.of(row),
            readC.of(row),
            readD.of(row),
            readE.of(row),
            readF.of(row)),
        List.of(a, b, c, d, e, f));
  }

  static <O, A, B, C, D, E, F, G> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Member<? super O, D> d,
      Member<? super O, E> e,
      Member<? super O, F> f,
      Member<? super O, G> g,
      Constructor.Of7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? extends O>
          make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    var readD = new Reader<O, D>(d);
    var readE = new Reader<O, E>(e);
    var readF = new Reader<O, F>(f);
    var readG = new Reader<O, G>(g);
    return named(
        row -> make.create(
            readA.of(row),
            readB.of(row),
            readC.of(row),
            readD.of(row),
            readE.of(row),
            readF.of(row),
            readG.of(row)),
        List.of(a, b, c, d, e, f, g));
  }

  static <O, A, B, C, D, E, F, G, H> Construct<O> construct(
      Member<? super O, A> a,
      Member<? super O, B> b,
      Member<? super O, C> c,
      Member<? super O, D> d,
      Member<? super O, E> e,
      Member<? super O, F> f,
      Member<? super O, G> g,
      Member<? super O, H> h,
      Constructor.Of8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? extends O>
          make) {
    var readA = new Reader<O, A>(a);
    var readB = new Reader<O, B>(b);
    var readC = new Reader<O, C>(c);
    var readD = new Reader<O, D>(d);
    var readE = new Reader<O, E>(e);
    var readF = new Reader<O, F>(f);
    var readG = new Reader<O, G>(g);
    var readH = new Reader<O, H>(h);
    return named(
        row -> make.create(
            readA.of(row),
            readB.of(row),
            readC.of(row),
            readD.of(row),
            readE.of(row),
            readF.of(row),
            readG.of(row),
            readH.of(row)),
        List.of(a, b, c, d, e, f, g, h));
  }
}
