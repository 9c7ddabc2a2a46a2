package org.bilayer.docs.guide;

import org.bilayer.testkit.junit.OnDatabase;

// tag::test[]
@OnDatabase("postgresql")
final class PostgresqlTransferTest extends TransferTest {}
// end::test[]
