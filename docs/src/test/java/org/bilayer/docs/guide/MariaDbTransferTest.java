package org.bilayer.docs.guide;

import org.bilayer.testkit.junit.OnDatabase;

// tag::test[]
@OnDatabase("mariadb")
final class MariaDbTransferTest extends TransferTest {}
// end::test[]
