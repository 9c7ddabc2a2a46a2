package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RegionTest {

  private static final String THIS = "docs/src/test/java/org/bilayer/docs/pages/RegionTest.java";

  // tag::outer[]
  static int outer() {
    // tag::inner[]
    int inner = 1;

    // end::inner[]
    return inner;
  }
  // end::outer[]

  @Test
  void text_nestedRegions_haveNoTagsAndNoIndentation() {
    assertThat(Region.text(THIS + "#outer"))
        .isEqualTo("static int outer() {\n  int inner = 1;\n\n  return inner;\n}");
    assertThat(Region.text(THIS + "#inner")).isEqualTo("int inner = 1;\n");
    assertThat(outer()).isOne();
  }

  @Test
  void text_missingRegion_isRefused() {
    assertThatThrownBy(() -> Region.text(THIS + "#none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("#none does not exist");
  }
}
