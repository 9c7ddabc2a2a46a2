package org.bilayer.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.bilayer.failure.InvalidValueException;
import org.junit.jupiter.api.Test;

final class TextFoldTest {

  private static final StoredType TEXT = StoredType.text(20).ignoringCaseInDatabase();
  private static final StoredType LATIN = TEXT.inCharacterSet("latin1");

  private static boolean mayBeEqual(StoredType type, String left, String right) {
    return IntStream.range(0, type.folds())
        .anyMatch(number -> type.fold(number, left).equals(type.fold(number, right)));
  }

  @Test
  void fold_ofTextsThatSomeDatabaseTakesForEqual_isEqualOnce() {
    assertThat(mayBeEqual(TEXT, "abc", "ABC ")).isTrue();
    assertThat(mayBeEqual(TEXT, "caf\u00e9", "CAFE")).isTrue();
    assertThat(mayBeEqual(TEXT, "stra\u00dfe", "STRASSE")).isTrue();
    assertThat(mayBeEqual(TEXT, "stra\u00dfe", "strase")).isTrue();
    assertThat(mayBeEqual(TEXT, "\u30ab", "\uff76")).isTrue();
    assertThat(mayBeEqual(TEXT, "\u3042", "\u30a2")).isTrue();
    assertThat(mayBeEqual(TEXT, "\ud83d\ude00", "\ud83d\ude01")).isTrue();
    assertThat(mayBeEqual(TEXT, "\u03a3\u0391\u03a3", "\u03c3\u03b1\u03c2")).isTrue();
    assertThat(mayBeEqual(LATIN, "\u00fcber", "Yber")).isTrue();
    assertThat(mayBeEqual(LATIN, "\u00e5", "[")).isTrue();
  }

  @Test
  void fold_ofTextsThatNoDatabaseTakesForEqual_isNeverEqual() {
    assertThat(mayBeEqual(TEXT, "mass", "mas")).isFalse();
    assertThat(mayBeEqual(TEXT, "\u00fcber", "yber")).isFalse();
    assertThat(mayBeEqual(TEXT, " a", "a")).isFalse();
    assertThat(mayBeEqual(TEXT, "a-b", "ab")).isFalse();
    assertThat(mayBeEqual(TEXT, "", "a")).isFalse();
    assertThat(mayBeEqual(LATIN, "a", "[")).isFalse();
  }

  @Test
  void fold_ofEachCaseOfAKnownCodePoint_isEqual() {
    IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
        .filter(TextFold::knows)
        .forEach(codePoint -> {
          String text = Character.toString(codePoint);
          String lower = Character.toString(Character.toLowerCase(codePoint));
          String upper = Character.toString(Character.toUpperCase(codePoint));
          assertThat(TextFold.UNICODE.of(lower)).isEqualTo(TextFold.UNICODE.of(text));
          assertThat(TextFold.UNICODE.of(upper)).isEqualTo(TextFold.UNICODE.of(text));
        });
  }

  @Test
  void requireFoldKnown_ofAnUnknownCodePoint_namesIt() {
    TEXT.requireFoldKnown("caf\u00e9 \u4e2d \ud55c");
    StoredType.text(20).requireFoldKnown("\u0e01");
    assertThatThrownBy(() -> TEXT.requireFoldKnown("a\u0e01"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContainingAll("U+0E01", "databases compare in different ways");
  }

  @Test
  void folds_ofOtherTypes_areNone() {
    assertThat(StoredType.text(20).folds()).isZero();
    assertThat(StoredType.text(20).sortedByLanguageInDatabase().folds()).isZero();
    assertThat(LATIN.folds()).isEqualTo(3);
  }
}
