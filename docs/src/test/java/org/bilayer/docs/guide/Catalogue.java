package org.bilayer.docs.guide;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Reference;
import org.jspecify.annotations.Nullable;

/** Categories of goods, each below another one or at the top. */
final class Catalogue {

  record Category(String name, @Nullable String parent) {}

  // tag::self-reference[]
  static final Column<Category, String> NAME = Column.of("name", Codec.text(40), Category::name);
  static final Column<Category, String> PARENT =
      Column.nullable("parent", Codec.text(40), Category::parent);

  static final Mapping<Category, String> CATEGORIES = Mapping.of(Category.class, "category", NAME)
      .references(Reference.of("category_parent_fkey", PARENT, () -> Catalogue.CATEGORIES))
      .construct(NAME, PARENT, Category::new);
  // end::self-reference[]

  static final Model MODEL = Model.of(CATEGORIES);

  private Catalogue() {}
}
