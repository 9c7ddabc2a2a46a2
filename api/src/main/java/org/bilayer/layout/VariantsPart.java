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

  @Override
  public String name() {
    return tag.name();
  }
}
