package org.bilayer.model;

import java.util.List;

/** A model with faults. Nothing was created. The message lists every fault that was found. */
public final class InvalidModelException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final List<String> faults;

  InvalidModelException(List<String> faults) {
    super("The model has " + faults.size() + (faults.size() == 1 ? " fault:" : " faults:")
        + faults.stream().map(fault -> "\n  - " + fault).reduce("", String::concat));
    this.faults = List.copyOf(faults);
  }

  /** The faults, one sentence for each fault. */
  public List<String> faults() {
    return faults;
  }
}
