package org.bilayer.docs.names;
import org.bilayer.testkit.backend.Backends;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
final class TmpTest {
  @org.junit.jupiter.api.Test
  void x() {
    Verification.of(Sales.MODEL).memory(Backends.h2()).operations(10_000, 10_000).seed(7).search(Databases.h2().require()).ifPresent(d -> System.out.println("DIFF " + d));
  }
}
