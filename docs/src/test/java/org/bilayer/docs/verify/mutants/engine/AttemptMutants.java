package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;
import static org.bilayer.docs.verify.mutants.engine.Lab.stored;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bilayer.DataLayer;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.UniqueViolationException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.store.DelegatingSession;
import org.bilayer.store.StoreSession;
import org.bilayer.store.Write;
import org.bilayer.value.RowVersion;

/** What an undone attempt leaves behind. */
final class AttemptMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", 1, 20);

  /** Ends a part in the proofs. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  void plant() {
    rows();
    objects();
    failures();
  }

  private static DataLayer two(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA, BOB);
    return data;
  }

  /** An attempt that does something and is undone. */
  private static void undone(UnitOfWork work, Runnable part) {
    try {
      work.attempt(inner -> {
        part.run();
        throw new Refused();
      });
    } catch (Refused e) {
      // as expected
    }
  }

  private void rows() {
    add(
        "A1",
        UnitOfWork.class,
        "the unit undoes all effects of the part on rows and on",
        "rows of an undone attempt stay",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public void rollbackTo(Object savepoint) {}
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> undone(work, () -> {
            accounts(work).add(ADA);
            work.flush();
          }));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isEmpty();
        });
    add(
        "A2",
        UnitOfWork.class,
        "The attempt begins by writing pending changes",
        "an undone attempt undoes what was written before it, too",
        Plan.session(FromTheBeginning::new),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> {
            accounts(work).add(ADA);
            undone(work, () -> {});
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
    add(
        "A3",
        UnitOfWork.class,
        "throws the part's exception unchanged, and stays open",
        "an undone attempt inside of another undoes that one, too",
        Plan.session(Outermost::new),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> work.attempt(outer -> {
            accounts(outer).add(ADA);
            outer.flush();
            undone(outer, () -> {
              accounts(outer).add(BOB);
              outer.flush();
            });
          }));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
    add(
        "A4",
        UnitOfWork.class,
        "Runs a part of the unit that may fail without ending the unit",
        "what an attempt wrote is undone although it succeeded",
        Plan.session(session -> new DelegatingSession(session) {
          @Override
          public void release(Object savepoint) {
            rollbackTo(savepoint);
            super.release(savepoint);
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(work -> work.attempt(inner -> {
            accounts(inner).add(ADA);
            inner.flush();
          }));
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
  }

  private void objects() {
    add(
        "A5",
        UnitOfWork.class,
        "the unit undoes all effects of the part on rows and on loaded objects",
        "an update in an undone attempt stays pending",
        Plan.attempts(afterUndo("updates")).andRepository("update/1", call -> {
          Object next = call.argument(0);
          call.note("updates", ArrayList<Runnable>::new).add(() -> {
            if (call.repository().find(call.idOf(next)).isPresent()) {
              call.repository().update(next);
            }
          });
          return call.proceed();
        }),
        lab -> {
          DataLayer data = two(lab);
          data.run(work -> {
            Account ada = accounts(work).get("ada");
            undone(work, () -> accounts(work).update(ada.with(99)));
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA);
        });
    add(
        "A6",
        UnitOfWork.class,
        "the unit undoes all effects of the part on rows and on loaded objects",
        "an object that an undone attempt removed is gone",
        Plan.attempts(afterUndo("removals")).andRepository("remove", call -> {
          Object object = call.argument(0);
          Object id = call.idOf(object);
          call.note("removals", ArrayList<Runnable>::new)
              .add(() -> call.repository().find(id).ifPresent(call.repository()::remove));
          return call.proceed();
        }),
        lab -> {
          DataLayer data = two(lab);
          data.run(work -> {
            Account ada = accounts(work).get("ada");
            undone(work, () -> accounts(work).remove(ada));
          });
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).contains(ADA);
        });
    add(
        "A7",
        UnitOfWork.class,
        "the unit undoes all effects of the part on rows and on loaded objects",
        "a version is still the one that an undone attempt wrote",
        Plan.attempts(call -> {
              try {
                return call.proceed();
              } catch (RuntimeException e) {
                call.note("raised", ArrayList<Object>::new)
                    .addAll(call.note("flushed", ArrayList<Object>::new));
                throw e;
              }
            })
            .andRepository("update/1", call -> {
              call.note("flushed", ArrayList<Object>::new).add(call.idOf(call.argument(0)));
              return call.proceed();
            })
            .andRepository(
                "version",
                call -> RowVersion.of(((RowVersion) call.proceed()).number()
                    + (call.note("raised", ArrayList<Object>::new)
                            .contains(call.idOf(call.argument(0)))
                        ? 1
                        : 0))),
        lab -> two(lab).run(work -> {
          Account ada = accounts(work).get("ada");
          undone(work, () -> {
            accounts(work).update(ada.with(99));
            work.flush();
          });
          assertThat(accounts(work).version(accounts(work).get("ada")).number()).isEqualTo(1);
        }));
    add(
        "A8",
        Repository.class,
        "Makes the unit depend on an aggregate that the unit only reads",
        "a guard of an undone attempt stays",
        Plan.attempts(afterUndo("guards")).andRepository("guard", call -> {
          Object id = call.idOf(call.argument(0));
          call.note("guards", ArrayList<Runnable>::new)
              .add(() -> call.repository().find(id).ifPresent(call.repository()::guard));
          return call.proceed();
        }),
        lab -> {
          DataLayer data = two(lab);
          try (UnitOfWork late = data.begin()) {
            Account ada = accounts(late).get("ada");
            undone(late, () -> accounts(late).guard(ada));
            accounts(late).change("bob", bob -> bob.with(21));
            data.run(work -> accounts(work).change("ada", account -> account.with(11)));
            assertThatCode(late::commit).doesNotThrowAnyException();
          }
        });
    add(
        "A9",
        Repository.class,
        "Makes the unit depend on an aggregate that the unit only reads",
        "an undone attempt drops the guards from before it",
        Plan.attempts(call -> {
              try {
                return call.proceed();
              } catch (RuntimeException e) {
                call.note("kept", ArrayList<Runnable>::new).clear();
                throw e;
              }
            })
            .andRepository("guard", call -> {
              Object object = call.argument(0);
              call.repository().version(object);
              List<Runnable> kept = call.note("kept", ArrayList::new);
              call.note("planned", () -> {
                call.unit().beforeCommit(() -> kept.forEach(Runnable::run));
                return true;
              });
              kept.add(() -> call.repository().guard(object));
              return null;
            }),
        lab -> {
          DataLayer data = two(lab);
          try (UnitOfWork late = data.begin()) {
            accounts(late).guard(accounts(late).get("ada"));
            undone(late, () -> {});
            accounts(late).change("bob", bob -> bob.with(21));
            data.run(work -> accounts(work).change("ada", account -> account.with(11)));
            assertThatThrownBy(late::commit).isInstanceOf(ConflictException.class);
          }
        });
    add(
        "A10",
        UnitOfWork.class,
        "the actions registered in the attempt do not run",
        "an action of an undone attempt runs",
        Plan.attempts(afterUndo("actions")).andUnit("afterCommit", call -> {
          Runnable action = call.argument(0);
          call.note("actions", ArrayList<Runnable>::new).add(() -> call.work().afterCommit(action));
          return call.proceed();
        }),
        lab -> {
          var ran = new ArrayList<String>();
          lab.data().run(work -> undone(work, () -> work.afterCommit(() -> ran.add("ran"))));
          assertThat(ran).isEmpty();
        });
    add(
        "A11",
        UnitOfWork.class,
        "the actions registered in the attempt do not run",
        "an undone attempt drops the actions from before it",
        Plan.attempts(call -> {
              try {
                return call.proceed();
              } catch (RuntimeException e) {
                call.note("kept", ArrayList<Runnable>::new).clear();
                throw e;
              }
            })
            .andUnit("afterCommit", call -> {
              List<Runnable> kept = call.note("kept", ArrayList::new);
              kept.add(call.argument(0));
              return call.proceedWith((Runnable) () -> {
                if (!kept.isEmpty()) {
                  kept.remove(0).run();
                }
              });
            }),
        lab -> {
          var ran = new ArrayList<String>();
          lab.data().run(work -> {
            work.afterCommit(() -> ran.add("ran"));
            undone(work, () -> {});
          });
          assertThat(ran).containsExactly("ran");
        });
  }

  /** Does again, behind the undo, what the attempt did. */
  private static Call.Answer afterUndo(String note) {
    return call -> {
      List<Runnable> before = new ArrayList<>(call.note(note, ArrayList<Runnable>::new));
      call.note(note, ArrayList<Runnable>::new).clear();
      try {
        Object result = call.proceed();
        call.note(note, ArrayList<Runnable>::new).addAll(0, before);
        return result;
      } catch (RuntimeException e) {
        if (!(e instanceof ConflictException)) {
          List.copyOf(call.note(note, ArrayList<Runnable>::new)).forEach(Runnable::run);
        }
        throw e;
      }
    };
  }

  private void failures() {
    add(
        "A12",
        UnitOfWork.class,
        "throws the part's exception unchanged, and stays open",
        "what an attempt threw is swallowed",
        Plan.attempts(call -> {
          try {
            return call.proceed();
          } catch (RuntimeException e) {
            return null;
          }
        }),
        lab -> lab.data()
            .run(work -> assertThatThrownBy(() -> work.attempt(inner -> {
                  throw new Refused();
                }))
                .isInstanceOf(Refused.class)));
    add(
        "A13",
        UnitOfWork.class,
        "throws the part's exception unchanged, and stays open",
        "what an attempt threw is wrapped",
        Plan.attempts(call -> {
          try {
            return call.proceed();
          } catch (RuntimeException e) {
            throw new IllegalStateException("The attempt failed.", e);
          }
        }),
        lab -> lab.data()
            .run(work -> assertThatThrownBy(() -> work.attempt(inner -> {
                  throw new Refused();
                }))
                .isInstanceOf(Refused.class)));
    add(
        "A14",
        UnitOfWork.class,
        "throws the part's exception unchanged, and stays open",
        "an undone attempt ends the unit",
        Plan.attempts(call -> {
          try {
            return call.proceed();
          } catch (RuntimeException e) {
            call.endUnit();
            throw e;
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          assertThatCode(() -> data.run(work -> {
                undone(work, () -> {});
                accounts(work).add(ADA);
              }))
              .doesNotThrowAnyException();
          assertThat(stored(data, Depot.ACCOUNTS, "ada")).isPresent();
        });
    add(
        "A15",
        UnitOfWork.class,
        "Only {@link #attempt} lets a unit continue after an expected failure",
        "an addition that is refused does not end the unit",
        Plan.repository("add", call -> {
          Object object = call.argument(0);
          call.work().attempt(part -> call.repository().add(object));
          return null;
        }),
        lab -> {
          DataLayer data = two(lab);
          try (UnitOfWork work = data.begin()) {
            accounts(work).get("bob");
            assertThatThrownBy(() -> accounts(work).add(BOB))
                .isInstanceOf(UniqueViolationException.class);
            assertThatThrownBy(() -> accounts(work).find("bob"))
                .isInstanceOf(UnitOfWorkFailedException.class);
          }
        });
    add(
        "A16",
        UnitOfWork.class,
        "An {@link Error} ends the unit, also in an attempt.",
        "a unit survives an Error in an attempt",
        Plan.attempts(call -> {
          var seen = new Error[1];
          try {
            return call.proceedPart(part -> {
              try {
                return part.call();
              } catch (Error e) {
                seen[0] = e;
                throw new Refused();
              }
            });
          } catch (Refused e) {
            if (seen[0] != null) {
              throw seen[0];
            }
            throw e;
          }
        }),
        lab -> {
          try (UnitOfWork work = lab.data().begin()) {
            assertThatThrownBy(() -> work.attempt(inner -> {
                  throw new AssertionError("a bug");
                }))
                .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> accounts(work).find("ada"))
                .isInstanceOf(UnitOfWorkFailedException.class);
          }
        });
  }

  /** Undoes everything since the first write. */
  private static final class FromTheBeginning extends DelegatingSession {

    private final StoreSession session;
    private Object beginning = this;

    FromTheBeginning(StoreSession session) {
      super(session);
      this.session = session;
    }

    @Override
    public int[] write(List<Write> writes) {
      if (beginning == this) {
        beginning = session.savepoint();
      }
      return super.write(writes);
    }

    @Override
    public void rollbackTo(Object savepoint) {
      super.rollbackTo(beginning == this ? savepoint : beginning);
    }

    @Override
    public void release(Object savepoint) {
      // The first one is still needed.
    }
  }

  /** Undoes everything since the beginning of the outermost attempt. */
  private static final class Outermost extends DelegatingSession {

    private final Deque<Object> open = new ArrayDeque<>();

    Outermost(StoreSession session) {
      super(session);
    }

    @Override
    public Object savepoint() {
      Object savepoint = super.savepoint();
      open.addLast(savepoint);
      return savepoint;
    }

    @Override
    public void rollbackTo(Object savepoint) {
      super.rollbackTo(open.isEmpty() ? savepoint : open.peekFirst());
    }

    @Override
    public void release(Object savepoint) {
      open.remove(savepoint);
      if (open.isEmpty()) {
        super.release(savepoint);
      }
    }
  }
}
