package org.bilayer.testkit.verify.checking;

/** Packages of modules that the testkit has to look into. */
final class ClosedPackages {

  private ClosedPackages() {}

  /** How the package of a type is opened to the testkit, as a sentence. */
  static String advice(Class<?> type) {
    Module module = type.getModule();
    Module testkit = ClosedPackages.class.getModule();
    String opens = "opens " + type.getPackageName();
    return testkit.isNamed()
        ? "Add to the module-info of " + module.getName() + ": " + opens + " to "
            + testkit.getName() + ";"
        : "Add to the module-info of " + module.getName() + ": " + opens
            + "; or run the tests with --add-opens " + module.getName() + "/"
            + type.getPackageName() + "=ALL-UNNAMED, since the testkit is on the class path.";
  }
}
