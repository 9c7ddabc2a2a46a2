package org.bilayer.benchmarks.cold;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.contender.MyBatisContender;

/** The first item by MyBatis. */
final class MyBatisStart {

  private MyBatisStart() {}

  /** Runs. */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (HikariDataSource pool = SmallShop.open(false);
        Contender contender = new MyBatisContender(pool)) {
      Footprint.print(contender.find(1).sku());
    }
  }
}
