package org.bilayer.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilayer.contracts.sample.Attachment.ATTACHMENTS;
import static org.bilayer.contracts.sample.Attachment.BYTES_MAX;
import static org.bilayer.contracts.sample.Attachment.CONTENT;
import static org.bilayer.contracts.sample.Attachment.ID;
import static org.bilayer.contracts.sample.Attachment.TEXT;
import static org.bilayer.contracts.sample.Attachment.TEXT_MAX;

import java.util.Arrays;
import java.util.List;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Attachment;
import org.bilayer.failure.InvalidValueException;
import org.bilayer.model.InvalidModelException;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.query.Projection;
import org.bilayer.query.Query;
import org.junit.jupiter.api.Test;

/** What every backend promises about text and bytes that are too long to be compared. */
public abstract class LongValueContract extends Contract {

  @Override
  protected final Model model() {
    return Attachment.MODEL;
  }

  @Test
  void add_longestValues_comeBackAsTheyWere() {
    String emoji = "\uD83D\uDE00".repeat(TEXT_MAX);
    byte[] bytes = new byte[BYTES_MAX];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    stored(ATTACHMENTS, new Attachment(1, emoji, bytes), new Attachment(2, "", null));
    Attachment found = read(ATTACHMENTS, 1);
    assertThat(found.text().equals(emoji)).isTrue();
    assertThat(Arrays.equals(found.content(), bytes)).isTrue();
    assertThat(read(ATTACHMENTS, 2).text()).isEmpty();
    assertThat(read(ATTACHMENTS, 2).content()).isNull();
  }

  @Test
  void update_longText_writesItAndSeesNoOtherChange() {
    stored(ATTACHMENTS, new Attachment(1, "a".repeat(100_000), new byte[100_000]));
    data()
        .run(work -> work.repository(ATTACHMENTS)
            .change(1, old -> new Attachment(1, "b".repeat(100_000), old.content())));
    assertThat(read(ATTACHMENTS, 1).text()).isEqualTo("b".repeat(100_000));
    assertThat(versionOf(ATTACHMENTS, 1)).isEqualTo(2);
    data()
        .run(work -> work.repository(ATTACHMENTS)
            .change(1, old -> new Attachment(1, "b".repeat(100_000), new byte[100_000])));
    assertThat(versionOf(ATTACHMENTS, 1)).isEqualTo(2);
  }

  @Test
  void set_longText_ofRowsByAbsence_changesThem() {
    stored(ATTACHMENTS, new Attachment(1, "a", null), new Attachment(2, "b", new byte[1]));
    long changed = data()
        .<Long>execute(work -> work.repository(ATTACHMENTS)
            .where(CONTENT.isNull())
            .set(TEXT, "c".repeat(20_000))
            .update());
    assertThat(changed).isEqualTo(1);
    assertThat(read(ATTACHMENTS, 1).text()).isEqualTo("c".repeat(20_000));
    List<Attachment> withContent =
        data().execute(work -> work.repository(ATTACHMENTS).find(Query.where(CONTENT.isNotNull())));
    assertThat(withContent).extracting(Attachment::id).containsExactly(2);
    List<Long> present = data()
        .execute(work -> work.repository(ATTACHMENTS)
            .select(Query.all(), Projection.of(row -> row.get(CONTENT.count()), CONTENT.count())));
    assertThat(present).containsExactly(1L);
  }

  @Test
  void add_longerThanDeclared_refused() {
    refused(
        InvalidValueException.class,
        work ->
            work.repository(ATTACHMENTS).add(new Attachment(1, "a".repeat(TEXT_MAX + 1), null)));
    refused(
        InvalidValueException.class,
        work -> work.repository(ATTACHMENTS).add(new Attachment(1, "a", new byte[BYTES_MAX + 1])));
    refused(
        InvalidValueException.class,
        work -> work.repository(ATTACHMENTS).add(new Attachment(1, "a\u0000", null)));
  }

  @Test
  void comparison_ofLongValues_refusedByName() {
    List<Runnable> comparisons = List.of(
        () -> TEXT.eq("a"),
        () -> TEXT.in(List.of("a")),
        () -> TEXT.lt("a"),
        () -> TEXT.contains("a"),
        TEXT::asc,
        TEXT::min,
        TEXT::countDistinct,
        () -> TEXT.eq(TEXT));
    for (Runnable comparison : comparisons) {
      assertThat(thrown(IllegalArgumentException.class, comparison))
          .hasMessageContainingAll("text", "long_text(2000000)");
    }
    assertThat(thrown(IllegalArgumentException.class, () -> CONTENT.eq(new byte[1])))
        .hasMessageContainingAll("content", "long_bytes(8000000)");
    assertThat(thrown(IllegalArgumentException.class, CONTENT::desc))
        .hasMessageContainingAll("content", "long_bytes(8000000)");
    assertThat(thrown(
            IllegalArgumentException.class,
            () -> data()
                .run(work -> work.repository(ATTACHMENTS)
                    .select(Query.all(), Projection.of(row -> row.get(TEXT), TEXT, ID.count())))))
        .hasMessageContaining("text");
  }

  @Test
  void key_ofLongValues_refusedByName() {
    assertThat(thrown(
            InvalidModelException.class,
            () -> Model.of(Mapping.of(Attachment.class, "attachment", ID)
                .with(TEXT, CONTENT)
                .unique("attachment_text_key", TEXT)
                .construct(row -> new Attachment(1, row.get(TEXT), null)))))
        .hasMessageContainingAll("attachment_text_key", "long_text(2000000)");
    assertThat(thrown(
            InvalidModelException.class,
            () -> Model.of(Mapping.of(Attachment.class, "attachment", TEXT)
                .with(ID)
                .construct(row -> new Attachment(row.get(ID), row.get(TEXT), null)))))
        .hasMessageContainingAll("text", "long_text(2000000)");
  }
}
