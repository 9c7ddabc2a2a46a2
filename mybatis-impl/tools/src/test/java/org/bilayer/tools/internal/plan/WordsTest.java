package org.bilayer.tools.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names of databases become names of Java. */
final class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "film_actor, FilmActor, filmActor, FILM_ACTOR, film_actor",
    "FILM_ACTOR, FilmActor, filmActor, FILM_ACTOR, film_actor",
    "FilmActor, FilmActor, filmActor, FILM_ACTOR, film_actor",
    "filmID, FilmId, filmId, FILM_ID, film_id",
    "XMLData, XmlData, xmlData, XML_DATA, xml_data",
    "order details, OrderDetails, orderDetails, ORDER_DETAILS, order_details",
    "größe, Größe, größe, GRÖSSE, große",
    "address2, Address2, address2, ADDRESS2, address2",
    "a$b#c, ABC, aBC, A_B_C, a_b_c",
  })
  void words_ofNames_becomeNamesOfJava(
      String name, String type, String member, String constant, String snake) {
    Words words = Words.of(name);
    assertThat(words.type("Table")).isEqualTo(type);
    assertThat(words.member("column1")).isEqualTo(member);
    assertThat(words.constant("column_1")).isEqualTo(constant);
    assertThat(words.snake("column_1", 63)).isEqualTo(snake.replace("ß", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2020",
        "--",
        "\"; DROP TABLE x",
        "*/",
        "\\u0041",
        "\u0000",
        "🙂",
        "日本",
        "ß1",
        "_",
        "$"
      })
  void words_ofHostileNames_areLegal(String name) {
    Words words = Words.of(name);
    assertThat(SourceVersion.isIdentifier(words.type("Table"))).isTrue();
    assertThat(SourceVersion.isIdentifier(words.member("column7"))).isTrue();
    assertThat(SourceVersion.isIdentifier(words.constant("column_7"))).isTrue();
    assertThat(words.snake("column_7", 63)).matches("[a-z][a-z0-9_]{0,62}");
  }

  @Test
  void snake_ofALongName_isCut() {
    assertThat(Words.of("a".repeat(200)).snake("x", 63)).hasSize(63);
  }

  @Test
  void namer_givesEachNameOnce() {
    var namer = new Namer(List.of("reserved"), true);
    assertThat(List.of(namer.take("a"), namer.take("A"), namer.take("a2"), namer.take("reserved")))
        .containsExactly("a", "A2", "a22", "reserved2");
    assertThat(namer.take("x".repeat(63), 63)).hasSize(63);
    assertThat(namer.take("x".repeat(63), 63)).hasSize(63).endsWith("_2");
  }
}
