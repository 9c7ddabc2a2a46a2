package org.bilayer.contracts.sample;

/** A complaint, numbered by the database. */
public record Complaint(int id, String subject) {}
