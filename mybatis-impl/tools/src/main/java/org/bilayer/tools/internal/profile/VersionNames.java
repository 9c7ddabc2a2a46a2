package org.bilayer.tools.internal.profile;

import java.util.Locale;
import java.util.Set;

/** Names by which frameworks and people call a column that counts the changes of a row. */
public final class VersionNames {

  private static final Set<String> NAMES = Set.of(
      "version",
      "versionno",
      "versionnumber",
      "rowversion",
      "lockversion",
      "optlock",
      "optimisticlock",
      "optimisticversion",
      "entityversion",
      "recordversion",
      "recversion",
      "objversion",
      "objectversion",
      "jpaversion",
      "revision",
      "rowrevision",
      "objectrevision");

  private VersionNames() {}

  /** Whether a column of this name may be one, whatever the letter case and the signs between words. */
  public static boolean isOne(String column) {
    return NAMES.contains(column.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
  }
}
