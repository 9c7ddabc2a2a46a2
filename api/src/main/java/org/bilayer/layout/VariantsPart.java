package org.bilayer.layout;

import java.util.List;

/**
 * The classes of a sealed type with the column that tells them apart.
 *
 * @param tag the column of the tag
 * @param all the classes; unmodifiable
 * @param <O> the sealed type
 */
public record VariantsPart<O>(ColumnPart<O, String> tag, List<VariantPart<O, ?>> all)
    implements Part<O> {

  /** Copies the list. */
  public VariantsPart {
    all = List.copyOf(all);
  }

  /** The same classes, whose tag has this column in the database. */
  public VariantsPart<O> inColumn(String column) {
    return new VariantsPart<>(tag.inColumn(column), all);
  }

  @Override
  public boolean isSame(Part<?> other) {
    return other instanceof VariantsPart<?> variants && tag.isSame(variants.tag);
  }

  @Override
  public String name() {
    return tag.name();
  }
}
