package org.example.shop;

import org.bilayer.testkit.junit.OnDatabase;

@OnDatabase("h2")
class H2StockTest extends StockTest {}
