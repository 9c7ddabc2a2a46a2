package org.bilayer.docs.garage;

import org.bilayer.testkit.junit.OnDatabase;

@OnDatabase("mariadb")
final class MariaDbJobReportTest extends JobReportTest {}
