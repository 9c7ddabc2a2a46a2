package org.bilayer.docs.chinook.domain;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who buys tracks.
 *
 * @param supportAgentId the employee who helps
 */
public record Customer(
    int id,
    String firstName,
    String lastName,
    @Nullable String company,
    Address address,
    Contact contact,
    int supportAgentId) {

  /** First and last name. */
  public String name() {
    return firstName + " " + lastName;
  }

  /** The same at another address. */
  public Customer movedTo(Address next) {
    return new Customer(id, firstName, lastName, company, next, contact, supportAgentId);
  }
}
