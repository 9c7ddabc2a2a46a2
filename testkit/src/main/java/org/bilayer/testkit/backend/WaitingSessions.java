package org.bilayer.testkit.backend;

/**
 * Implemented by a store that a backend gives to the testkit, if its sessions may wait for each other: it tells a driver
 * of schedules which of them do, so that nobody has to guess it from the time that passes. Thread-safe.
 */
public interface WaitingSessions {

  /** How many sessions of this store wait for a lock of another one at this moment. */
  int waitingSessions();
}
