package org.bilayer.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilayer.failure.FailureInternals;
import org.bilayer.layout.VariantPart;
import org.bilayer.layout.VariantsPart;
import org.bilayer.query.Specification;

/**
 * The classes of a sealed type, distinguished by a tag column. The variants are a member of the mapping or
 * value object. The constructing function is {@code row -> row.get(KIND)}, and each variant makes its own
 * objects from the common members and the members of the variant.
 *
 * <p>Immutable.
 *
 * @param <O> the sealed type
 */
public final class Variants<O> implements Member<O, O> {

  private final List<Variant<O, ?>> all;
  private final Column<O, String> tag;
  private final VariantsPart<O> part;

  private Variants(String tagColumn, List<Variant<O, ?>> all) {
    this.all = all;
    this.tag = Column.of(tagColumn, tagCodec(all), owner -> tagOf(all, owner));
    this.part = new VariantsPart<>(
        tag.part(), all.stream().<VariantPart<O, ?>>map(Variant::part).toList());
  }

  /**
   * Declares the variants of a sealed type.
   *
   * @param tagColumn the name of the tag column
   * @param variants at least one variant; the tags must be distinct
   * @throws IllegalArgumentException if there is no variant, or two variants have the same tag
   */
  @SafeVarargs
  public static <O> Variants<O> of(String tagColumn, Variant<O, ?>... variants) {
    var all = new ArrayList<Variant<O, ?>>();
    for (Variant<O, ?> variant : variants) {
      all.add(variant);
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("The tag column " + tagColumn + " has no variants.");
    }
    return new Variants<>(tagColumn, List.copyOf(all));
  }

  private static <O> Codec<String, String> tagCodec(List<Variant<O, ?>> variants) {
    Set<String> tags = new LinkedHashSet<>();
    for (Variant<O, ?> variant : variants) {
      if (!tags.add(variant.tag())) {
        throw new IllegalArgumentException("Two variants have the tag " + variant.tag() + ".");
      }
    }
    return Codec.oneOf(
        tags,
        given -> FailureInternals.invalidValue(
            given + " is none of the variants " + tags + "; add it to the mapping"));
  }

  /**
   * The tag of an object. For an object of no variant, the name of its class, which the codec refuses with a
   * message that shows the name.
   */
  private static <O> String tagOf(List<Variant<O, ?>> variants, O owner) {
    for (Variant<O, ?> variant : variants) {
      if (variant.type().isInstance(owner)) {
        return variant.tag();
      }
    }
    return owner.getClass().getName();
  }

  private Variants(List<Variant<O, ?>> all, Column<O, String> tag, VariantsPart<O> part) {
    this.all = all;
    this.tag = tag;
    this.part = part;
  }

  /** Returns these variants, whose tag column has this name in the database; see {@link Column#inColumn}. */
  public Variants<O> inColumn(String name) {
    return new Variants<>(all, tag.inColumn(name), part.inColumn(name));
  }

  /** Satisfied by objects of one variant. */
  public Specification<O> is(Variant<O, ?> variant) {
    return tag.eq(variant.tag());
  }

  /** The tag, for projections and conditions. */
  public Column<O, String> tag() {
    return tag;
  }

  List<Variant<O, ?>> all() {
    return all;
  }

  VariantsPart<O> part() {
    return part;
  }
}
