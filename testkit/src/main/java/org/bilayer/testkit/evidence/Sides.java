package org.bilayer.testkit.evidence;

import java.util.Map;
import org.bilayer.DataLayer;
import org.bilayer.store.Store;
import org.bilayer.testkit.verify.mapping.MappingUnderTest;

/** The live database and its copy in memory. */
record Sides(
    Map<String, MappingUnderTest<?, ?>> mappings,
    Store live,
    DataLayer liveLayer,
    Store copy,
    DataLayer copyLayer) {}
