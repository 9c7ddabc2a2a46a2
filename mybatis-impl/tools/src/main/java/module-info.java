/** Makes Java source of a model from the tables of a live database, and proposes the migrations of a model. */
module org.bilayer.tools {
  requires transitive org.bilayer;
  requires org.bilayer.mybatis;
  requires java.compiler;

  exports org.bilayer.tools;
  exports org.bilayer.tools.migration;
  exports org.bilayer.tools.report;
}
