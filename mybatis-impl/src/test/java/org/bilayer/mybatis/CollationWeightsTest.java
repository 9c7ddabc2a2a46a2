package org.bilayer.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.mybatis.fixture.Server;
import org.bilayer.mybatis.fixture.TestDatabase;
import org.bilayer.value.StoredType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The folds of keys cover what MariaDB's collations take for equal, for every code point that a key may have. */
final class CollationWeightsTest {

  /*
   * A fold covers a collation if it is a homomorphism: each weight has one fold, and the fold of a code point with several weights
   * is the sequence of theirs. Then texts of equal weights have equal folds (decision 0058).
   */

  private static final StoredType TEXT = StoredType.text(20).ignoringCaseInDatabase();

  /** Weights from here on are the first of two that belong together. */
  private static final int IMPLICIT = 0xFB40;

  private static final BitSet KNOWN = known();

  private static BitSet known() {
    var known = new BitSet();
    for (int codePoint = 1; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (Character.getType(codePoint) != Character.SURROGATE && isKnown(codePoint)) {
        known.set(codePoint);
      }
    }
    return known;
  }

  private static boolean isKnown(int codePoint) {
    try {
      TEXT.requireFoldKnown(Character.toString(codePoint));
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  /** Between two letters, since a fold has no blanks at its end. */
  private static String folded(int number, int codePoint) {
    String fold = TEXT.fold(number, "q" + Character.toString(codePoint) + "q");
    return fold.substring(1, fold.length() - 1);
  }

  private static List<String> weights(String hexadecimal, boolean pairs) {
    var weights = new ArrayList<String>();
    for (int i = 0; i < hexadecimal.length(); i += 4) {
      String weight = hexadecimal.substring(i, i + 4);
      if (pairs
          && i + 8 <= hexadecimal.length()
          && Integer.parseInt(weight, 16) >= IMPLICIT
          && !weight.equals("FFFD")) {
        i += 4;
        weight += hexadecimal.substring(i, i + 4);
      }
      weights.add(weight);
    }
    return weights;
  }

  @ParameterizedTest
  @CsvSource({
    "utf8mb4_general_ci, 1",
    "utf8mb4_unicode_ci, 0",
    "utf8mb4_unicode_520_ci, 0",
    "utf8mb4_uca1400_ai_ci, 0"
  })
  void folds_ofAllCodePointsOfKeys_coverTheCollation(String collation, int number)
      throws SQLException {
    Map<Integer, List<String>> all = new LinkedHashMap<>();
    try (TestDatabase database = Server.MARIADB.create();
        Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT seq, HEX(WEIGHT_STRING(CONVERT(CHAR(seq USING utf32) USING utf8mb4) COLLATE "
                + collation
                + ")) FROM seq_1_to_1114111 WHERE seq < 55296 OR seq > 57343")) {
      while (rows.next()) {
        if (KNOWN.get(rows.getInt(1))) {
          all.put(rows.getInt(1), weights(rows.getString(2), !collation.contains("general")));
        }
      }
    }
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    all.forEach((codePoint, weights) -> {
      if (weights.size() == 1) {
        counts
            .computeIfAbsent(weights.get(0), weight -> new HashMap<>())
            .merge(folded(number, codePoint), 1, Integer::sum);
      }
    });
    assertThat(counts.values()).as("folds of one weight").allMatch(folds -> folds.size() == 1);
    Map<String, String> folds = new HashMap<>();
    counts.forEach((weight, fold) -> folds.put(weight, fold.keySet().iterator().next()));
    List<String> wrong = new ArrayList<>();
    // A weight that no code point has alone is what is left of the fold beside the others.
    for (int round = 0; round < 2; round++) {
      wrong.clear();
      all.forEach((codePoint, weights) -> {
        String rest = folded(number, codePoint);
        String unknown = null;
        var before = new StringBuilder();
        var after = new StringBuilder();
        int unknowns = 0;
        for (String weight : weights) {
          String fold = folds.get(weight);
          if (fold == null) {
            unknowns++;
            unknown = weight;
          } else {
            (unknown == null ? before : after).append(fold);
          }
        }
        if (unknown == null) {
          if (!rest.contentEquals(before)) {
            wrong.add(String.format(
                "U+%04X: %s, but its weights %s are %s", codePoint, rest, weights, before));
          }
        } else if (unknowns == 1
            && rest.length() >= before.length() + after.length()
            && rest.startsWith(before.toString())
            && rest.endsWith(after.toString())) {
          folds.put(unknown, rest.substring(before.length(), rest.length() - after.length()));
        } else {
          wrong.add(String.format("U+%04X: %s, of weights %s", codePoint, rest, weights));
        }
      });
    }
    assertThat(all).hasSizeGreaterThan(85_000);
    assertThat(wrong).isEmpty();
  }
}
