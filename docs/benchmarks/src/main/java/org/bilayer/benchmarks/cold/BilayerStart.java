package org.bilayer.benchmarks.cold;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import org.bilayer.benchmarks.contender.BilayerContender;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.shop.Shop;
import org.bilayer.mybatis.MyBatisDataLayer;

/** The first item by Bilayer, from H2. */
final class BilayerStart {

  private BilayerStart() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (HikariDataSource pool = SmallShop.open(true);
        Contender contender =
            new BilayerContender("Bilayer", MyBatisDataLayer.of(Shop.MODEL, pool))) {
      Footprint.print(contender.find(1).sku());
    }
  }
}
