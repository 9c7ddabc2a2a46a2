package org.bilayer.docs.guide;

import org.bilayer.testkit.junit.OnDatabase;

// tag::test[]
@OnDatabase("h2")
final class H2TransferTest extends TransferTest {}
// end::test[]
