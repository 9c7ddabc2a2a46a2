package org.bilayer.testkit.verify.reference;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.failure.CheckViolationException;
import org.bilayer.failure.ForeignKeyViolationException;
import org.bilayer.failure.NotNullViolationException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.testkit.verify.comparing.Outcome;
import org.jspecify.annotations.Nullable;

/** The contract refuses a step. Where several rules are broken, a backend may name any of them. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** In place of a message that the contract does not fix. */
  private static final String ANY = "*";

  private final transient Set<Outcome> allowed;

  Refusal(Set<Outcome> allowed) {
    super(null, null, false, false);
    this.allowed = new LinkedHashSet<>(allowed);
  }

  static Refusal of(Class<? extends RuntimeException> kind) {
    return new Refusal(Set.of(new Outcome(kind, "")));
  }

  static Refusal ofAnyMessage(Class<? extends RuntimeException> kind) {
    return new Refusal(Set.of(new Outcome(kind, ANY)));
  }

  Refusal or(Refusal other) {
    var both = new LinkedHashSet<>(allowed);
    both.addAll(other.allowed);
    return new Refusal(both);
  }

  boolean allows(Outcome outcome) {
    return allowed.stream()
        .anyMatch(each ->
            each.equals(outcome) || (each.text().equals(ANY) && isA(each.kind(), outcome.kind())));
  }

  private static boolean isA(@Nullable Class<?> family, @Nullable Class<?> kind) {
    return family != null && kind != null && family.isAssignableFrom(kind);
  }

  static Outcome unique(String constraint) {
    return new Outcome(UniqueViolationException.class, constraint);
  }

  static Outcome reference(String constraint) {
    return new Outcome(ForeignKeyViolationException.class, constraint);
  }

  static Outcome check(String constraint) {
    return new Outcome(CheckViolationException.class, constraint);
  }

  static Outcome missing(String constraint) {
    return new Outcome(NotNullViolationException.class, constraint);
  }

  @Override
  public String getMessage() {
    return allowed.stream()
        .map(each -> each.toString().replace(" (" + ANY + ")", ""))
        .collect(Collectors.joining(" or "));
  }
}
