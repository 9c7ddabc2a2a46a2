package org.bilayer.docs.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.bilayer.DataLayer;
import org.bilayer.docs.Repository;
import org.bilayer.docs.migration.Members.Member;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Phase;
import org.bilayer.mybatis.MyBatisDataLayer;
import org.bilayer.mybatis.migration.FlywayMigrations;
import org.bilayer.query.Query;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.database.TestSchema;
import org.bilayer.testkit.rolling.ModelSnapshot;
import org.bilayer.testkit.rolling.RollingDeployment;
import org.bilayer.testkit.rolling.RollingMatrix;
import org.bilayer.tools.migration.Proposal;
import org.bilayer.tools.migration.ProposalReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of the page on migrations, on PostgreSQL. {@code -Dbilayer.pages.write=true} writes its outputs into the page. */
final class MigrationsPageTest {

  private static final boolean WRITE = Boolean.getBoolean("bilayer.pages.write");
  private static final Path PAGE = Repository.root().resolve("docs/migrations.md");

  @TempDir
  Path folder;

  @Test
  void move_fromTheDeclarationToTheEnd_asThePageTellsIt() throws IOException {
    Path releases = Files.createDirectory(folder.resolve("releases"));
    Path migrations = Files.createDirectory(folder.resolve("migration"));
    try (TestSchema schema = Databases.postgresql().require().newSchema("migrations")) {
      DataSource database = schema.dataSource();
      Files.writeString(
          migrations.resolve("V1__members.sql"),
          String.join(";\n", MyBatisDataLayer.createScript(Members.RELEASE_1, database)) + ";\n");
      // tag::snapshot[]
      ModelSnapshot.of(Members.RELEASE_1).write(releases.resolve("1.txt"));
      // end::snapshot[]
      DataLayer first = opened(Members.RELEASE_1, database, migrations);
      Mapping<Member, Long> old = mapping(Members.RELEASE_1);
      first.run(work -> work.repository(old)
          .addAll(List.of(
              new Member(1, "Ada", "ada@example.org"), new Member(2, "Bob", "bob@example.org"))));

      Model moving = Members.in(Phase.READ_OLD);
      // tag::propose[]
      ProposalReport proposal = Proposal.of(moving)
          .against(database)
          .into(migrations)
          .named("member_contact")
          .write();
      // end::propose[]
      assertThat(proposal.isNeeded()).isTrue();
      assertThat(proposal.questions()).isEmpty();
      String proposed = proposal.files().get(0).text();

      RollingMatrix matrix = rolling(releases, migrations, moving);

      DataLayer second = opened(moving, database, migrations);
      Mapping<Member, Long> begun = moving(moving);
      first.run(
          work -> work.repository(old).change(1L, ada -> new Member(1, "Ada", "ada@example.com")));
      second.run(work ->
          work.repository(begun).change(2L, bob -> new Member(2, "Bob", "bob@example.com")));

      // tag::copy[]
      List<String> copy = MyBatisDataLayer.copyScript(moving, "PostgreSQL", Map.of());
      List<String> guard = MyBatisDataLayer.copyGuard(moving, "PostgreSQL", Map.of());
      // end::copy[]
      assertThatThrownBy(() -> execute(database, guard))
          .hasMessageContaining("Rows of member are not copied yet.");
      String copying = String.join(";\n\n", copy) + ";\n\n" + String.join(";\n\n", guard) + ";\n";
      Files.writeString(
          migrations.resolve("V3__copy_contact.sql"),
          copying
              + "ALTER TABLE \"member\" ALTER COLUMN \"contact\" SET NOT NULL;\n"
              + "ALTER TABLE \"member\" ADD CONSTRAINT \"member_contact_key\" UNIQUE (\"contact\");\n");
      Model reading = Members.in(Phase.READ_NEW);
      DataLayer third = opened(reading, database, migrations);
      assertThat(third.<List<Member>>execute(
              work -> work.repository(moving(reading)).find(Query.all())))
          .containsExactlyInAnyOrder(
              new Member(1, "Ada", "ada@example.com"), new Member(2, "Bob", "bob@example.com"));

      List<String> drop = MyBatisDataLayer.dropGuard(moving, "PostgreSQL", Map.of());
      Files.writeString(
          migrations.resolve("V4__email_optional.sql"),
          "ALTER TABLE \"member\" ALTER COLUMN \"email\" DROP NOT NULL;\n");
      Model last = Members.in(Phase.NEW_ONLY);
      DataLayer fourth = opened(last, database, migrations);
      fourth.run(work -> work.repository(moving(last)).add(new Member(3, "Cy", "cy@example.org")));
      Files.writeString(
          migrations.resolve("V5__drop_email.sql"),
          String.join(";\n", drop) + ";\nALTER TABLE \"member\" DROP COLUMN \"email\";\n");
      opened(last, database, migrations);
      assertThat(Proposal.of(last).against(database).check().isNeeded()).isFalse();

      page(Map.of("proposal", proposed, "matrix", matrix.toString(), "copy", copying));
    }
  }

  private static RollingMatrix rolling(Path releases, Path migrations, Model moving) {
    String location = "filesystem:" + migrations;
    // tag::rolling[]
    List<RollingMatrix> matrices = RollingDeployment.from(
            ModelSnapshot.read(releases.resolve("1.txt")))
        .to(moving)
        .on(Databases.postgresql())
        .begin((schema, database) -> FlywayMigrations.of(location).applyTo(schema, "1"))
        .expand((schema, database) -> FlywayMigrations.of(location).apply(schema))
        .verify();
    // end::rolling[]
    return matrices.get(0);
  }

  private static DataLayer opened(Model model, DataSource database, Path migrations) {
    String location = "filesystem:" + migrations;
    // tag::open[]
    DataLayer data = MyBatisDataLayer.builder(model)
        .dataSource(database)
        .migrations(FlywayMigrations.of(location))
        .open();
    // end::open[]
    return data;
  }

  // The one mapping of these models is that of members.
  @SuppressWarnings("unchecked")
  private static Mapping<Member, Long> mapping(Model model) {
    return (Mapping<Member, Long>) model.mappings().get(0);
  }

  private static Mapping<Member, Long> moving(Model model) {
    return mapping(model);
  }

  private static void execute(DataSource database, List<String> statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void page(Map<String, String> outputs) throws IOException {
    String page = Files.readString(PAGE);
    String next = page;
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      next = with(next, output.getKey(), output.getValue());
    }
    if (WRITE) {
      Files.writeString(PAGE, next);
    } else {
      assertThat(page).isEqualTo(next);
    }
  }

  private static String with(String page, String name, String output) {
    Matcher block = Pattern.compile(
            "(<!-- output: " + name + " -->\n```\\w*\n).*?(```\n)", Pattern.DOTALL)
        .matcher(page);
    assertThat(block.find()).as("the page has a block for the output " + name).isTrue();
    return page.substring(0, block.end(1)) + output.strip() + "\n" + page.substring(block.start(2));
  }
}
