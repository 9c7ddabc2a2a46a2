package org.bilayer.docs.garage;

import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.inmemory.InMemoryDataLayer;

final class InMemoryGarageTest extends GarageContract {

  @Override
  DataLayer open() {
    // tag::open-memory[]
    DataLayer data = InMemoryDataLayer.builder(Garage.MODEL)
        .options(LayerOptions.defaults().queries(JobQueries.class, JobsInMemory::new))
        .open();
    // end::open-memory[]
    return data;
  }
}
