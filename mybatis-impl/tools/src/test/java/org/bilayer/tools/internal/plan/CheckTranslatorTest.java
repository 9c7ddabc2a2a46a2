package org.bilayer.tools.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checks of databases the model says. */
final class CheckTranslatorTest {

  private static final Map<String, MemberPlan> MEMBERS = Map.of(
      "a", member("a", "BigDecimal", CatalogueType.Kind.DECIMAL),
      "b", member("b", "Integer", CatalogueType.Kind.INTEGER),
      "c", member("c", "String", CatalogueType.Kind.TEXT),
      "d", member("d", "Long", CatalogueType.Kind.OTHER),
      "odd name", member("odd name", "Integer", CatalogueType.Kind.INTEGER),
      "f", member("f", "LocalDate", CatalogueType.Kind.DATE),
      "x", member("x", "String", CatalogueType.Kind.FIXED_TEXT));

  private static MemberPlan member(String name, String boxed, CatalogueType.Kind kind) {
    CatalogueType type = CatalogueType.of(kind, "type")
        .bits(32)
        .characters(10)
        .precision(5)
        .scale(2)
        .build();
    return new MemberPlan(
        CatalogueColumn.named(name, type).build(),
        name,
        name.toUpperCase(Locale.ROOT),
        name,
        boxed,
        boxed,
        "",
        Optional.empty(),
        true,
        false,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      CHECK (((a >= (0)::numeric) AND (a < (100)::numeric)))  | A.ge(new BigDecimal("0")).and(A.lt(new BigDecimal("100")))
      CHECK ((b = ANY (ARRAY[1, 2, 3])))                      | B.in(List.of(1, 2, 3))
      CHECK (((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))) | C.in(List.of("a", "b"))
      CHECK (((b IS NOT NULL) OR (c IS NULL)))                | B.isNotNull().or(C.isNull())
      CHECK ((d <> '-1'::integer))                            | D.ne(-1L)
      CHECK ((f > '2020-01-01'::date))                        | F.gt(LocalDate.parse("2020-01-01"))
      `a` >= 0 and `a` < 100                                  | A.ge(new BigDecimal("0")).and(A.lt(new BigDecimal("100")))
      `B` in (1,2,3)                                          | B.in(List.of(1, 2, 3))
      `c` in ('a','b')                                        | C.in(List.of("a", "b"))
      `b` between 1 and 5                                     | B.between(1, 5)
      `odd name` > 3                                          | ODD_NAME.gt(3)
      "b" <= "odd name"                                       | B.le(ODD_NAME)
      0 < b                                                   | B.gt(0)
      b = 1 AND (c = 'x' OR c = 'y')                          | B.eq(1).and(C.eq("x").or(C.eq("y")))
      """)
  void condition_ofComparisons_isTranslated(String check, String expression) {
    assertThat(CheckTranslator.translate(check, MEMBERS, true)
            .map(each -> each.replace("ODD NAME", "ODD_NAME")))
        .contains(expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CHECK",
        "b",
        "b >",
        "b > 1.5",
        "length(c) > 3",
        "c ~ 'x'",
        "c LIKE 'a%'",
        "b + 1 > 2",
        "unknown > 1",
        "x = 'a'",
        "b > 1 garbage",
        "c > 'a\"; System.exit(1); //'",
        "NOT (b > 1)",
        "b > d",
        "(b > 1",
        "c::integer[] = 1",
        "b = ANY (c)",
        "f > 'yesterday'",
        "b IN (c)",
        "b > 99999999999",
        "c = 'longer than ten'",
        "a > 1.234",
        "a > 1000000"
      })
  void condition_ofAnythingElse_isNot(String check) {
    assertThat(CheckTranslator.translate(check, MEMBERS, true)).isEmpty();
  }
}
