package org.bilayer.docs.chinook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.bilayer.docs.chinook.domain.Invoice;
import org.junit.jupiter.api.Test;

final class ChinookDomainTest {

  @Test
  void domain_isPlainJava() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(Invoice.class.getPackageName(), "java..", "org.jspecify..")
        .check(new ClassFileImporter().importPackagesOf(Invoice.class));
  }
}
