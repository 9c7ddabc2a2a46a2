package org.bilayer.docs.migration;

import org.bilayer.model.Codec;
import org.bilayer.model.Column;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.Phase;

/** The members of a club, at each step of a move. */
final class Members {

  /** A member. */
  record Member(long id, String name, String email) {}

  static final Column<Member, Long> ID = Column.of("id", Codec.int64(), Member::id);
  static final Column<Member, String> NAME = Column.of("name", Codec.text(80), Member::name);

  // tag::move[]
  static final Column<Member, String> EMAIL = Column.of("email", Codec.text(40), Member::email);
  static final Column<Member, String> CONTACT =
      Column.of("contact", Codec.text(120), Member::email);

  static Mapping<Member, Long> members(Phase phase) {
    Column<Member, String> email = Column.moving(phase, EMAIL, CONTACT);
    return Mapping.of(Member.class, "member", ID)
        .with(NAME, email)
        .unique("member_" + email.name() + "_key", email)
        .construct(ID, NAME, email, Member::new);
  }

  // end::move[]

  /** The model of the release that is in production. */
  static final Model RELEASE_1 = Model.of(Mapping.of(Member.class, "member", ID)
      .with(NAME, EMAIL)
      .unique("member_email_key", EMAIL)
      .construct(ID, NAME, EMAIL, Member::new));

  static Model in(Phase phase) {
    return Model.of(members(phase));
  }

  private Members() {}
}
