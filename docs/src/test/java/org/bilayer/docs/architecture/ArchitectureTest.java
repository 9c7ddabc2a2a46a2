package org.bilayer.docs.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which module and which package may use which; {@code docs/architecture.md} draws it. */
final class ArchitectureTest {

  private static final String MEMORY = "org.bilayer.inmemory..";
  private static final String MYBATIS = "org.bilayer.mybatis..";
  private static final String TOOLS = "org.bilayer.tools..";
  private static final String TESTKIT = "org.bilayer.testkit..";
  private static final String CONTRACTS = "org.bilayer.contracts..";
  private static final String DOCS = "org.bilayer.docs..";

  /** Every package below the library's name that no other module claims, so that a new one is checked too. */
  private static final DescribedPredicate<JavaClass> API = resideInAPackage("org.bilayer..")
      .and(resideOutsideOfPackages(MEMORY, MYBATIS, TOOLS, TESTKIT, CONTRACTS, DOCS))
      .as("the api");

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("org.bilayer");

  @Test
  void api_usesNoOtherModule() {
    classes()
        .that(API)
        .should()
        .onlyDependOnClassesThat(
            API.or(resideInAnyPackage("java..", "javax..", "org.jspecify..", "org.slf4j..")))
        .check(CLASSES);
  }

  @Test
  void backends_useTheApiAndNeverEachOther() {
    noClasses()
        .that(resideInAPackage(MEMORY))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(MYBATIS, TESTKIT, CONTRACTS, DOCS, "org.apache.ibatis.."))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(MYBATIS))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(MEMORY, TESTKIT, CONTRACTS, DOCS, "com.google.common.."))
        .check(CLASSES);
  }

  @Test
  void tools_useTheApiAndMyBatisAlone() {
    noClasses()
        .that(resideInAPackage(TOOLS))
        .should()
        .dependOnClassesThat(resideInAnyPackage(
            MEMORY, TESTKIT, CONTRACTS, DOCS, "org.apache.ibatis..", "com.google.common.."))
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that(resideOutsideOfPackages(TOOLS, DOCS))
        .should()
        .dependOnClassesThat(resideInAPackage(TOOLS))
        .check(CLASSES);
  }

  @Test
  void migrationsOfTheTools_runFromTextToPlanToOutput() {
    String rooms = "org.bilayer.tools.internal.migration.";
    noClasses()
        .that(resideInAPackage(rooms + "text"))
        .should()
        .dependOnClassesThat(resideInAnyPackage(rooms + "plan", rooms + "output"))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(rooms + "plan"))
        .should()
        .dependOnClassesThat(resideInAPackage(rooms + "output"))
        .check(CLASSES);
  }

  @Test
  void testkit_usesTheApiAlone() {
    noClasses()
        .that(resideInAPackage(TESTKIT))
        .should()
        .dependOnClassesThat(resideInAnyPackage(
            MEMORY, MYBATIS, CONTRACTS, DOCS, "org.apache.ibatis..", "org.assertj.."))
        .check(CLASSES);
  }

  @Test
  void flyway_isUsedByItsAdapterAlone() {
    noClasses()
        .that(resideOutsideOfPackages("org.bilayer.mybatis.migration", DOCS))
        .should()
        .dependOnClassesThat(resideInAPackage("org.flywaydb.."))
        .check(CLASSES);
  }

  @Test
  void referenceModel_usesNeitherTheEngineNorTheLayout() {
    noClasses()
        .that(resideInAPackage("org.bilayer.testkit.verify.reference.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.bilayer.engine..", "org.bilayer.layout.."))
        .check(CLASSES);
  }

  @Test
  void contracts_useTheApiAndTheTestkitAlone() {
    noClasses()
        .that(resideInAPackage(CONTRACTS))
        .should()
        .dependOnClassesThat(resideInAnyPackage(MEMORY, MYBATIS, DOCS, "org.apache.ibatis.."))
        .check(CLASSES);
  }

  @Test
  void packagesOfTheApi_dependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("failure")
        .definedBy("org.bilayer.failure")
        .layer("migrations")
        .definedBy("org.bilayer.migration")
        .layer("values")
        .definedBy("org.bilayer.value")
        .layer("catalogue")
        .definedBy("org.bilayer.store.catalogue")
        .layer("store")
        .definedBy("org.bilayer.store")
        .layer("query")
        .definedBy("org.bilayer.query")
        .layer("layout")
        .definedBy("org.bilayer.layout")
        .layer("model")
        .definedBy("org.bilayer.model")
        .layer("units of work")
        .definedBy("org.bilayer")
        .layer("reads and writes of rows")
        .definedBy("org.bilayer.engine.query", "org.bilayer.engine.flush")
        .layer("engine")
        .definedBy("org.bilayer.engine")
        .ensureAllClassesAreContainedInArchitectureIgnoring(
            MEMORY, MYBATIS, TOOLS, TESTKIT, CONTRACTS, DOCS)
        .whereLayer("failure")
        .mayNotAccessAnyLayer()
        .whereLayer("migrations")
        .mayNotAccessAnyLayer()
        .whereLayer("values")
        .mayOnlyAccessLayers("failure")
        .whereLayer("catalogue")
        .mayNotAccessAnyLayer()
        .whereLayer("store")
        .mayOnlyAccessLayers("catalogue", "values", "failure")
        .whereLayer("query")
        .mayOnlyAccessLayers("store", "values", "failure")
        .whereLayer("layout")
        .mayOnlyAccessLayers("query", "store", "values", "failure")
        .whereLayer("model")
        .mayOnlyAccessLayers("layout", "query", "store", "values", "failure")
        .whereLayer("units of work")
        .mayOnlyAccessLayers("model", "query", "store", "values", "failure")
        .whereLayer("reads and writes of rows")
        .mayOnlyAccessLayers("model", "layout", "query", "store", "values", "failure")
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("org.bilayer.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void classesOfAPackage_formNoCirclesButThoseAllowed() {
    var others = new ArrayList<String>();
    Circles.of(CLASSES).forEach((name, circles) -> {
      for (Set<String> circle : circles) {
        if (AllowedCircle.ALL.stream().noneMatch(allowed -> allowed.covers(name, circle))) {
          others.add(name + " " + circle);
        }
      }
    });
    assertThat(others)
        .as("Circles between the classes of a package. Cut each by a type below its classes.")
        .isEmpty();
  }

  @Test
  void allowedCircles_areStillThere() {
    Map<String, Set<Set<String>>> circles = Circles.of(CLASSES);
    var gone = new ArrayList<AllowedCircle>(AllowedCircle.ALL);
    gone.removeIf(allowed -> circles.getOrDefault(allowed.in(), Set.of()).stream()
        .anyMatch(circle -> allowed.covers(allowed.in(), circle)));
    assertThat(gone)
        .as("Circles that were cut. Delete their lines in AllowedCircle.")
        .isEmpty();
  }

  @Test
  void engine_isUsedByBackendsAndTestModulesOnly() {
    noClasses()
        .that(resideOutsideOfPackages("org.bilayer.engine..", MEMORY, MYBATIS, TESTKIT, CONTRACTS))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bilayer.engine"))
        .check(CLASSES);
  }

  @Test
  void layout_isUsedByModelEngineBackendsAndTestModulesOnly() {
    noClasses()
        .that(resideOutsideOfPackages(
            "org.bilayer.layout",
            "org.bilayer.model",
            "org.bilayer.engine..",
            MEMORY,
            MYBATIS,
            TESTKIT,
            CONTRACTS))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bilayer.layout"))
        .check(CLASSES);
  }

  @Test
  void packagesOfVerify_dependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("history")
        .definedBy("org.bilayer.testkit.verify.history")
        .layer("mapping")
        .definedBy("org.bilayer.testkit.verify.mapping")
        .layer("drawing")
        .definedBy("org.bilayer.testkit.verify.drawing")
        .layer("comparing")
        .definedBy("org.bilayer.testkit.verify.comparing")
        .layer("shrinking")
        .definedBy("org.bilayer.testkit.verify.shrinking")
        .layer("recording")
        .definedBy("org.bilayer.testkit.verify.recording")
        .layer("checking")
        .definedBy("org.bilayer.testkit.verify.checking")
        .layer("reference")
        .definedBy("org.bilayer.testkit.verify.reference")
        .layer("law")
        .definedBy("org.bilayer.testkit.verify.law")
        .layer("report")
        .definedBy("org.bilayer.testkit.report")
        .layer("verify")
        .definedBy("org.bilayer.testkit.verify")
        .layer("rolling")
        .definedBy("org.bilayer.testkit.rolling")
        .whereLayer("history")
        .mayNotAccessAnyLayer()
        .whereLayer("mapping")
        .mayOnlyAccessLayers("history")
        .whereLayer("drawing")
        .mayOnlyAccessLayers("mapping", "history")
        .whereLayer("comparing")
        .mayOnlyAccessLayers("mapping", "history")
        .whereLayer("shrinking")
        .mayOnlyAccessLayers("drawing", "comparing", "mapping", "history")
        .whereLayer("recording")
        .mayOnlyAccessLayers("drawing", "comparing", "mapping", "history", "report")
        .whereLayer("reference")
        .mayOnlyAccessLayers("comparing", "mapping", "history")
        .whereLayer("law")
        .mayOnlyAccessLayers("drawing", "comparing", "mapping", "history")
        .whereLayer("checking")
        .mayOnlyAccessLayers(
            "shrinking", "recording", "drawing", "comparing", "mapping", "history", "report")
        .whereLayer("report")
        .mayNotAccessAnyLayer()
        .whereLayer("rolling")
        .mayOnlyAccessLayers("drawing", "mapping", "history")
        .whereLayer("rolling")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void roomsOfTheEngine_areUsedByTheEngineOnly() {
    noClasses()
        .that(resideOutsideOfPackages("org.bilayer.engine.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.bilayer.engine.query..", "org.bilayer.engine.flush.."))
        .check(CLASSES);
  }

  @Test
  void internalPackages_areUsedByTheirOwnModuleOnly() {
    for (String module : new String[] {MEMORY, MYBATIS, TOOLS, TESTKIT, CONTRACTS}) {
      String internal = module.replace("..", ".internal..");
      noClasses()
          .that(resideOutsideOfPackages(module))
          .should()
          .dependOnClassesThat(resideInAPackage(internal))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void bankDomain_usesNothingButJava() {
    classes()
        .that(resideInAPackage("org.bilayer.docs.bank.domain"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "org.bilayer.docs.bank.domain"))
        .check(CLASSES);
  }

  @Test
  void bankUseCases_knowNoBackend() {
    noClasses()
        .that(resideInAnyPackage(
            "org.bilayer.docs.bank.model",
            "org.bilayer.docs.bank.usecase",
            "org.bilayer.docs.bank.ledger"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(MEMORY, MYBATIS, "org.apache.ibatis..", "java.sql..", "javax.sql.."))
        .check(CLASSES);
  }
}
