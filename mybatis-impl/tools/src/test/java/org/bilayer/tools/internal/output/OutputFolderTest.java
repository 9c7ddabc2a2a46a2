package org.bilayer.tools.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bilayer.store.catalogue.Catalogue;
import org.bilayer.store.catalogue.CatalogueColumn;
import org.bilayer.store.catalogue.CatalogueTable;
import org.bilayer.store.catalogue.CatalogueTable.Kind;
import org.bilayer.store.catalogue.CatalogueType;
import org.bilayer.tools.report.SchemaChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a folder of sources. */
final class OutputFolderTest {

  private static final SchemaFacts FACTS = facts("varchar(20)", "item");

  @TempDir
  private Path root;

  private static SchemaFacts facts(String type, String... tables) {
    List<CatalogueTable> all = Stream.of(tables)
        .map(name -> CatalogueTable.named(name, Kind.TABLE)
            .columns(List.of(CatalogueColumn.named(
                    "a\tb\\n", CatalogueType.of(CatalogueType.Kind.TEXT, type).build())
                .build()))
            .build())
        .toList();
    return SchemaFacts.of(Catalogue.of("PostgreSQL", "public").tables(all).build(), name -> true);
  }

  private Map<String, String> contents() throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  private OutputFolder.Written write(Map<String, String> texts) throws IOException {
    return OutputFolder.of(root).write(texts, "report", FACTS);
  }

  @Test
  void write_twice_givesTheSameBytes_andSaysSo() throws IOException {
    Map<String, String> texts = Map.of("A.java", "class A {}", "B.java", "class B {}");
    assertThat(write(texts)).hasToString("2 new, 0 changed, 0 as before, 0 removed");
    Map<String, String> first = contents();
    assertThat(write(texts)).hasToString("0 new, 0 changed, 2 as before, 0 removed");
    assertThat(contents())
        .isEqualTo(first)
        .containsOnlyKeys("A.java", "B.java", "import-report.txt", "import-snapshot.txt");
  }

  @Test
  void write_ofFewerFiles_removesTheOthers() throws IOException {
    write(Map.of("A.java", "class A {}", "B.java", "class B {}"));
    assertThat(write(Map.of("A.java", "class A { }")))
        .hasToString("0 new, 1 changed, 0 as before, 1 removed");
    assertThat(contents()).doesNotContainKey("B.java");
  }

  @Test
  void write_overAnEditedFile_isRefused_andChangesNothing() throws IOException {
    write(Map.of("A.java", "class A {}", "B.java", "class B {}"));
    Files.writeString(root.resolve("B.java"), "class B { int mine; }");
    Map<String, String> before = contents();
    assertThatThrownBy(() -> write(Map.of("A.java", "class A { }", "B.java", "class B { }")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would overwrite files that it did not write as they are")
        .hasMessageContaining("files=[B.java]");
    assertThatThrownBy(() -> OutputFolder.of(root).requireUnedited())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("files=[B.java]");
    assertThatThrownBy(() -> write(Map.of("A.java", "class A { }")))
        .as("an edited file that would be removed")
        .isInstanceOf(IllegalStateException.class);
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void write_overAFileOfSomebodyElse_isRefused_unlessItIsTheSame() throws IOException {
    Files.writeString(root.resolve("A.java"), "class A {}");
    Map<String, String> before = contents();
    assertThatThrownBy(() -> write(Map.of("A.java", "class A { }")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("files=[A.java]");
    assertThat(contents()).isEqualTo(before);
    assertThat(write(Map.of("A.java", "class A {}")))
        .hasToString("0 new, 0 changed, 1 as before, 0 removed");
  }

  @Test
  void folder_thatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(root.resolve("x"), "");
    assertThatThrownBy(() -> OutputFolder.of(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there is a file where the folder of the package should be");
  }

  @Test
  void snapshot_ofAnotherFormat_isRefused() throws IOException {
    Files.writeString(root.resolve(Snapshot.FILE), "format\t99\n");
    assertThatThrownBy(() -> OutputFolder.of(root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The snapshot cannot be read");
  }

  @Test
  void changes_nameTableAndPart() throws IOException {
    write(Map.of("A.java", "class A {}"));
    SchemaFacts before = OutputFolder.of(root).snapshot().orElseThrow().facts();
    assertThat(before.changesTo(FACTS)).isEmpty();
    assertThat(before.changesTo(facts("varchar(30)", "item")).stream().map(SchemaChange::toString))
        .containsExactly("item, column a\tb\\n: was varchar(20) NOT NULL, is varchar(30) NOT NULL");
    assertThat(before.changesTo(facts("varchar(20)", "item", "more")).stream()
            .map(SchemaChange::toString))
        .containsExactly("more: is new, table");
    assertThat(before.changesTo(facts("varchar(20)")).stream().map(SchemaChange::toString))
        .containsExactly("item: is gone");
  }
}
