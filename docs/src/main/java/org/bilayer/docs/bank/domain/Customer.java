package org.bilayer.docs.bank.domain;

/**
 * Somebody who owns accounts, known by name: the bank's one mutable class.
 *
 * <p>One thread at a time.
 */
// tag::customer[]
public final class Customer {

  private final String name;
  private String email;

  /** A customer who reads mail at an address that nobody else has. */
  public Customer(String name, String email) {
    this.name = name;
    this.email = email;
  }

  /** From now on mail goes to another address. */
  public void changeEmail(String newEmail) {
    email = newEmail;
  }
  // end::customer[]

  /** Who it is; never changes. */
  public String name() {
    return name;
  }

  /** Where mail goes. */
  public String email() {
    return email;
  }

  @Override
  public String toString() {
    return name + " <" + email + ">";
  }
  // tag::customer[]
}
// end::customer[]
