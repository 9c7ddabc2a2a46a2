package org.bilayer.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImmutablesTest {

  private enum Color {
    RED
  }

  private record Amount(BigDecimal number, Color color) {}

  private record Entry(
      UUID id, Amount amount, LocalDate day, Instant at, Period every, int count) {}

  private record Node(String name, @Nullable Node parent) {}

  private sealed interface Shape permits Circle, Square {}

  private record Circle(double radius) implements Shape {}

  private record Square(double side) implements Shape {}

  private sealed interface Owner permits Person, Firm {}

  private record Person(String name) implements Owner {}

  private static final class Firm implements Owner {}

  private record WithList(List<String> names) {}

  @SuppressWarnings("ArrayRecordComponent") // what is tested
  private record WithArray(byte[] bytes) {}

  private record WithOptional(Optional<StringBuilder> text) {}

  private record WithText(CharSequence text) {}

  private record WithAnything<T>(T any) {}

  private record Around(Node node, WithList list) {}

  private static final class Plain {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        String.class,
        int.class,
        Color.class,
        Amount.class,
        Entry.class,
        Node.class,
        Shape.class,
        Circle.class
      })
  void contain_valuesAndRecordsOfValues_isTrue(Class<?> type) {
    assertThat(Immutables.contain(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Plain.class,
        Object.class,
        List.class,
        byte[].class,
        WithList.class,
        WithArray.class,
        WithOptional.class,
        WithText.class,
        WithAnything.class,
        Around.class,
        Runnable.class
      })
  void contain_whatMayChange_isFalse(Class<?> type) {
    assertThat(Immutables.contain(type)).isFalse();
  }

  @Test
  void contain_sealedTypeWithOneVariantThatMayChange_isFalse() {
    assertThat(Immutables.contain(Owner.class)).isFalse();
    assertThat(Immutables.contain(Person.class)).isTrue();
  }
}
