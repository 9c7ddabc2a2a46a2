/** A shop that keeps its products with Bilayer. */
module org.example.shop {
  requires org.bilayer.mybatis;

  exports org.example.shop;
}
