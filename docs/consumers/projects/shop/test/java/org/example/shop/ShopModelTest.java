package org.example.shop;

import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.ModelVerification;
import org.bilayer.testkit.verify.Verification;

class ShopModelTest extends ModelVerification {

  @Override
  protected Verification verification() {
    return Verification.of(Shop.MODEL)
        .on(Databases.h2())
        .values(Shop.SKU, random -> "A-" + random.nextInt(1000))
        .queries(ProductQueries.class, ProductMapper.class, ProductsInMemory::new)
        .operations(200, 200);
  }
}
