package org.bilayer.testkit.database;

/** One place has no server for us; the message is the reason, without secrets. */
final class ServerNotFoundException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  ServerNotFoundException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
