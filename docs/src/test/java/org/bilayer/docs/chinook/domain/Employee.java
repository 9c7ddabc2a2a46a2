package org.bilayer.docs.chinook.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works for the shop.
 *
 * @param reportsTo the employee above; nobody is above the general manager
 */
public record Employee(
    int id,
    String firstName,
    String lastName,
    String title,
    @Nullable Integer reportsTo,
    LocalDate born,
    LocalDate hired,
    Address address,
    Contact contact) {

  /** First and last name. */
  public String name() {
    return firstName + " " + lastName;
  }
}
