package org.bilayer.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bilayer.Bulk;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.CatalogueEntry.Answer;
import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.query.AggregateFunction;
import org.bilayer.query.Attribute;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.bilayer.value.StoredType;
import org.junit.jupiter.api.Test;

/**
 * The operations that the API does not offer because databases disagree about them. No backend takes part: an entry of the
 * catalogue that is marked here holds on every backend.
 */
final class OmittedOperationsTest {

  /** The names, in lower case, of the public methods that some types declare. */
  private static List<String> methodsOf(Class<?>... types) {
    return Arrays.stream(types)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(method -> method.getName().toLowerCase(Locale.ROOT))
        .distinct()
        .sorted()
        .toList();
  }

  private static void assertNoneContains(List<String> names, String... parts) {
    assertThat(names).isNotEmpty();
    for (String part : parts) {
      assertThat(names).noneMatch(name -> name.contains(part));
    }
  }

  private static Stream<Method> factoriesOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()));
  }

  @Test
  @CatalogueEntry(value = "4.6", answer = Answer.CANNOT_BE_SAID)
  void types_haveNoTextOfFixedLength() {
    assertThat(StoredType.Kind.values())
        .extracting(Enum::name)
        .contains("TEXT")
        .doesNotContain("CHAR", "FIXED_TEXT");
    // Text that is padded is a text that says so; it is compared without the blanks.
    assertThat(methodsOf(Codec.class)).contains("offixedlength");
  }

  @Test
  @CatalogueEntry(value = "4.12", answer = Answer.CANNOT_BE_SAID)
  @CatalogueEntry(value = "4.13", answer = Answer.CANNOT_BE_SAID)
  void conditions_haveNeitherCaseFunctionsNorPatterns() {
    assertThat(methodsOf(Attribute.class)).contains("eq", "startswith");
    assertNoneContains(
        methodsOf(Attribute.class), "upper", "lower", "case", "like", "regex", "pattern");
  }

  @Test
  @CatalogueEntry(value = "4.14", answer = Answer.CANNOT_BE_SAID)
  void conditions_takeValuesOfTheTypeOfTheAttributeAlone() {
    assertThat(Arrays.stream(Attribute.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Specification.class)
            .flatMap(method -> Arrays.stream(method.getGenericParameterTypes())))
        .isNotEmpty()
        .noneMatch(Object.class::equals);
  }

  @Test
  @CatalogueEntry(value = "5.3", answer = Answer.CANNOT_BE_SAID)
  void queries_haveNoDivision() {
    assertNoneContains(
        methodsOf(Attribute.class, AggregateFunction.class, Specification.class),
        "div",
        "mod",
        "quot");
  }

  @Test
  @CatalogueEntry(value = "6.6", answer = Answer.CANNOT_BE_SAID)
  void types_haveNoDateWithOffsetOrZone() {
    List<Class<?>> unsafe = List.of(
        OffsetDateTime.class,
        OffsetTime.class,
        ZonedDateTime.class,
        ZoneId.class,
        Calendar.class,
        Date.class,
        Object.class);

    assertThat(StoredType.Kind.values())
        .extracting(StoredType.Kind::javaType)
        .contains(Instant.class)
        .doesNotContainAnyElementsOf(unsafe);
    assertThat(
            factoriesOf(Codec.class).map(method -> method.getGenericReturnType().getTypeName()))
        .anyMatch(name -> name.contains("java.time.Instant"))
        .noneMatch(name -> unsafe.stream().anyMatch(type -> name.contains(type.getName())));
  }

  @Test
  @CatalogueEntry("6.6")
  void codec_ofATypeWithOffset_choosesTheOffset() {
    Codec<OffsetDateTime, Instant> inUtc =
        Codec.instant(6).as(instant -> instant.atOffset(ZoneOffset.UTC), OffsetDateTime::toInstant);

    Object stored = inUtc.encode(OffsetDateTime.parse("2024-05-06T07:08:09+05:30"));

    assertThat(stored).isEqualTo(Instant.parse("2024-05-06T01:38:09Z"));
    assertThat(inUtc.decode((Instant) stored))
        .isEqualTo(OffsetDateTime.parse("2024-05-06T01:38:09Z"));
  }

  @Test
  @CatalogueEntry(value = "6.8", answer = Answer.CANNOT_BE_SAID)
  void library_hasNoClock() {
    assertNoneContains(
        methodsOf(
            Attribute.class,
            AggregateFunction.class,
            Specification.class,
            Bulk.class,
            Codec.class,
            Column.class,
            UnitOfWork.class),
        "now",
        "current",
        "today");
  }

  @Test
  @CatalogueEntry(value = "6.8", answer = Answer.CANNOT_BE_SAID)
  void columns_areFilledByTheirGettersUnlessTheyDeclareADatabaseValue() {
    assertThat(factoriesOf(Column.class).map(Method::getName))
        .containsOnly("of", "nullable", "optional", "moving");
    assertNoneContains(
        methodsOf(Codec.class, Mapping.Builder.class),
        "default",
        "computed",
        "trigger",
        "expression");
  }

  @Test
  @CatalogueEntry(value = "8.5", answer = Answer.CANNOT_BE_SAID)
  void unitsOfWork_takeNoStatementAsText() {
    for (Class<?> type :
        List.of(DataLayer.class, UnitOfWork.class, Repository.class, Bulk.class, Query.class)) {
      assertThat(Arrays.stream(type.getMethods())
              .filter(method -> method.getDeclaringClass() != Object.class)
              .flatMap(method -> Arrays.stream(method.getParameterTypes())))
          .as("parameters of %s", type)
          .isNotEmpty()
          .doesNotContain(String.class, CharSequence.class);
    }
  }
}
