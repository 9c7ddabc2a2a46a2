package org.bilayer.docs.garage;

import org.bilayer.testkit.junit.OnDatabase;

@OnDatabase("postgresql")
final class PostgresqlJobReportTest extends JobReportTest {}
