package org.bilayer.testkit.verify.reference;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilayer.testkit.verify.comparing.Outcome;

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
    Class<?> kind = outcome.kind();
    return allowed.contains(outcome)
        || allowed.stream()
            .anyMatch(each -> each.text().equals(ANY)
                && each.kind() != null
                && kind != null
                && each.kind().isAssignableFrom(kind));
  }

  @Override
  public String getMessage() {
    return allowed.stream()
        .map(each -> each.toString().replace(" (" + ANY + ")", ""))
        .collect(Collectors.joining(" or "));
  }
}
