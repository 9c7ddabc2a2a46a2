package org.bilayer.docs.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which module and which package may use which; {@code docs/architecture.md} draws it. */
final class ArchitectureTest {

  private static final String MEMORY = "org.bilayer.inmemory..";
  private static final String MYBATIS = "org.bilayer.mybatis..";
  private static final String TESTKIT = "org.bilayer.testkit..";
  private static final String DOCS = "org.bilayer.docs..";

  /** Every package below the library's name that no other module claims, so that a new one is checked too. */
  private static final DescribedPredicate<JavaClass> API = resideInAPackage("org.bilayer..")
      .and(resideOutsideOfPackages(MEMORY, MYBATIS, TESTKIT, DOCS))
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
        .dependOnClassesThat(resideInAnyPackage(MYBATIS, TESTKIT, DOCS, "org.apache.ibatis.."))
        .check(CLASSES);
    noClasses()
        .that(resideInAPackage(MYBATIS))
        .should()
        .dependOnClassesThat(resideInAnyPackage(MEMORY, TESTKIT, DOCS))
        .check(CLASSES);
  }

  @Test
  void testkit_usesTheApiAlone() {
    noClasses()
        .that(resideInAPackage(TESTKIT))
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
        .layer("values")
        .definedBy("org.bilayer.value")
        .layer("catalogue")
        .definedBy("org.bilayer.store.catalogue")
        .layer("store")
        .definedBy("org.bilayer.store")
        .layer("faults")
        .definedBy("org.bilayer.fault")
        .layer("query")
        .definedBy("org.bilayer.query")
        .layer("model")
        .definedBy("org.bilayer.model")
        .layer("units of work")
        .definedBy("org.bilayer")
        .layer("engine")
        .definedBy("org.bilayer.engine")
        .ensureAllClassesAreContainedInArchitectureIgnoring(MEMORY, MYBATIS, TESTKIT, DOCS)
        .whereLayer("failure")
        .mayNotAccessAnyLayer()
        .whereLayer("values")
        .mayOnlyAccessLayers("failure")
        .whereLayer("catalogue")
        .mayNotAccessAnyLayer()
        .whereLayer("store")
        .mayOnlyAccessLayers("catalogue", "values", "failure")
        .whereLayer("faults")
        .mayOnlyAccessLayers("store", "catalogue", "values", "failure")
        .whereLayer("query")
        .mayOnlyAccessLayers("store", "values", "failure")
        .whereLayer("model")
        .mayOnlyAccessLayers("query", "store", "values", "failure")
        .whereLayer("units of work")
        .mayOnlyAccessLayers("model", "query", "store", "values", "failure")
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("org.bilayer.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void engine_isUsedByBackendsAndTestkitOnly() {
    noClasses()
        .that(resideOutsideOfPackages("org.bilayer.engine", MEMORY, MYBATIS, TESTKIT))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bilayer.engine"))
        .check(CLASSES);
  }

  @Test
  void internalPackages_areUsedByTheirOwnModuleOnly() {
    for (String module : new String[] {MEMORY, MYBATIS, TESTKIT}) {
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
