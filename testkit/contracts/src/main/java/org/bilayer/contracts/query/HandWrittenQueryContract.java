package org.bilayer.contracts.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.contracts.sample.Bank.ACCOUNTS;
import static org.bilayer.contracts.sample.Bank.BRANCH;
import static org.bilayer.contracts.sample.Bank.OWNER;

import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.LayerOptions;
import org.bilayer.contracts.CatalogueEntry;
import org.bilayer.contracts.Contract;
import org.bilayer.contracts.sample.Account;
import org.bilayer.contracts.sample.Bank;
import org.bilayer.failure.MisuseException;
import org.bilayer.model.Model;
import org.bilayer.query.Query;
import org.bilayer.query.Specification;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises about hand-written queries: memory answers by their Java form, a database by a mapper, and
 * neither form replaces the other.
 */
public abstract class HandWrittenQueryContract extends Contract {

  /** A query written by hand. */
  public interface AccountQueries {

    /** The owners of the accounts of a branch, ascending. */
    List<String> ownersIn(String branch);
  }

  @Override
  protected final Model model() {
    return Bank.MODEL;
  }

  private static Account inCork(String number, String owner) {
    return Account.of(number, owner, "0").withLocker("Cork", Integer.valueOf(number));
  }

  @Test
  @CatalogueEntry(value = "9.6", answer = CatalogueEntry.Answer.REFUSED)
  void queries_withoutAnyForm_areRefused() {
    assertThat(refused(MisuseException.class, work -> work.queries(AccountQueries.class)))
        .hasMessageContainingAll(
            "The queries " + AccountQueries.class.getName() + " have no implementation for ",
            "LayerExtension.queries(...)");
  }

  @Test
  @CatalogueEntry("9.6")
  void queries_withAJavaForm_areAnsweredInMemoryFromTheUnitAndRefusedByADatabase() {
    DataLayer layer =
        open(LayerOptions.defaults()
            .queries(
                AccountQueries.class,
                work -> branch -> work
                    .repository(ACCOUNTS)
                    .find(Query.where(BRANCH.eq(branch)).orderBy(OWNER.asc()))
                    .stream()
                    .map(Account::owner)
                    .toList()));
    if (!backend().name().equals("memory")) {
      assertThatThrownBy(() -> layer.run(work -> {
            work.repository(ACCOUNTS).add(inCork("1", "Ada"));
            work.queries(AccountQueries.class);
          }))
          .isInstanceOf(MisuseException.class)
          .hasMessageEndingWith("Their Java form answers in memory only.");
      layer.run(work ->
          assertThat(work.repository(ACCOUNTS).count(Specification.all())).isZero());
      return;
    }

    layer.run(work -> {
      work.repository(ACCOUNTS).add(inCork("2", "Bob"));
      work.repository(ACCOUNTS).add(inCork("1", "Ada"));
      assertThat(work.queries(AccountQueries.class).ownersIn("Cork")).containsExactly("Ada", "Bob");
    });

    layer.run(
        work -> assertThat(work.queries(AccountQueries.class).ownersIn("Kerry")).isEmpty());
  }
}
