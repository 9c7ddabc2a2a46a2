package org.bilayer.docs.garage;

import org.bilayer.testkit.junit.OnDatabase;

@OnDatabase("h2")
final class H2JobReportTest extends JobReportTest {}
