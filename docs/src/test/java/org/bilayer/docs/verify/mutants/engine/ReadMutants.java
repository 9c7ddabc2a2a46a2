package org.bilayer.docs.verify.mutants.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bilayer.docs.verify.mutants.engine.Lab.accounts;
import static org.bilayer.docs.verify.mutants.engine.Lab.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.Repository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.docs.verify.mutants.engine.Depot.Account;
import org.bilayer.failure.ConflictException;
import org.bilayer.failure.MisuseException;
import org.bilayer.failure.NotFoundException;
import org.bilayer.failure.UnitOfWorkFailedException;
import org.bilayer.query.Query;
import org.bilayer.query.Sort;
import org.bilayer.query.Specification;

/** What a unit of work reads, and which objects it returns. */
final class ReadMutants extends Mutations {

  private static final Account ADA = Account.of("ada", 3, 10);
  private static final Account BOB = Account.of("bob", null, 20);
  private static final Account CAY = Account.of("cay", 1, 30);

  @Override
  void plant() {
    identity();
    byId();
    locked();
    forgotten();
    counted();
    alone();
  }

  private static DataLayer three(Lab lab) {
    DataLayer data = lab.data();
    store(data, Depot.ACCOUNTS, ADA, BOB, CAY);
    return data;
  }

  private void identity() {
    add(
        "R1",
        UnitOfWork.class,
        "Within a unit, an id stands for one object.",
        "find constructs a new object each time",
        Plan.repository("find/Object", call -> {
          call.work().flush();
          Optional<?> found = (Optional<?>) call.proceed();
          return found.isEmpty() ? found : Optional.of(call.repository().refresh(call.argument(0)));
        }),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work).find("ada").orElseThrow())
                .isSameAs(accounts(work).find("ada").orElseThrow())));
    add(
        "R2",
        UnitOfWork.class,
        "The first load creates the object, and every later load and query returns this object.",
        "queries return copies",
        Plan.repository("find/Query", call -> {
          call.proceed();
          return call.repository().<List<Object>>stream(unlocked(call.argument(0)), Stream::toList);
        }),
        lab -> three(lab).run(work -> {
          Account first = accounts(work).get("ada");
          assertThat(accounts(work).find(Depot.ACCOUNT_ID.eq("ada")).get(0)).isSameAs(first);
        }));
    add(
        "R3",
        Repository.class,
        "From now on, the id stands for this object.",
        "find returns the first object after an update, too",
        Plan.repository("find/Object", call -> {
          Optional<?> found = (Optional<?>) call.proceed();
          found.ifPresent(object -> call.noted("first").putIfAbsent(call.argument(0), object));
          return Optional.ofNullable(
              found.isEmpty() ? null : call.noted("first").get(call.<Object>argument(0)));
        }),
        lab -> three(lab).run(work -> {
          accounts(work).update(accounts(work).find("ada").orElseThrow().with(11));
          assertThat(accounts(work).find("ada").orElseThrow().balance()).isEqualTo(11);
        }));
    add(
        "R4",
        UnitOfWork.class,
        "The same mapping gives the same repository.",
        "each call gives another repository",
        Plan.unit("repository", call -> {
          Repository<?, ?> right = (Repository<?, ?>) call.proceed();
          call.unit().mapped(right, call.argument(0));
          call.unit().proxies().remove(right);
          return right;
        }),
        lab -> lab.data()
            .run(work -> assertThat(work.repository(Depot.ACCOUNTS))
                .isSameAs(work.repository(Depot.ACCOUNTS))));
    add(
        "R5",
        Repository.class,
        "Returned lists are unmodifiable",
        "a list that was found can be changed",
        Plan.repository("find/Query", call -> new ArrayList<>((List<?>) call.proceed())),
        lab -> three(lab).run(work -> {
          List<Account> found = accounts(work).find(Query.all());
          assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
        }));
    add(
        "R6",
        Repository.class,
        "Returns the aggregate with this id, or an empty {@code Optional}.",
        "a removed object is found until the flush",
        Plan.repository("remove", call -> {
              call.noted("gone").put(call.idOf(call.argument(0)), call.argument(0));
              return call.proceed();
            })
            .andRepository("find/Object", call -> {
              Object gone = call.noted("gone").get(call.<Object>argument(0));
              return gone == null ? call.proceed() : Optional.of(gone);
            }),
        lab -> three(lab).run(work -> {
          accounts(work).remove(accounts(work).get("ada"));
          assertThat(accounts(work).find("ada")).isEmpty();
        }));
    add(
        "R7",
        UnitOfWork.class,
        "The unit writes pending changes before each query that could see them.",
        "a query does not see what its unit has added",
        Plan.repository("find/Query", call -> {
              List<Object> found = new ArrayList<>((List<?>) call.proceed());
              found.removeIf(object -> call.noted("added").containsKey(call.idOf(object)));
              return List.copyOf(found);
            })
            .andRepository("add", call -> {
              call.noted("added").put(call.idOf(call.argument(0)), true);
              return call.proceed();
            }),
        lab -> lab.data().run(work -> {
          accounts(work).add(ADA);
          assertThat(accounts(work).find(Specification.all())).containsExactly(ADA);
        }));
  }

  private void byId() {
    add(
        "R8",
        Repository.class,
        "Returns the aggregates with these ids, in the order of the ids.",
        "several ids are answered in the opposite order",
        Plan.repository("findAllById", call -> reversed((List<?>) call.proceed())),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work).findAllById(List.of("cay", "ada")))
                .containsExactly(CAY, ADA)));
    add(
        "R9",
        Repository.class,
        "Absent aggregates are left out",
        "an id that is asked for twice is answered twice",
        Plan.repository("findAllById", call -> {
          Map<Object, Object> found = byId(call);
          var all = new ArrayList<Object>();
          for (Object id : call.<Collection<?>>argument(0)) {
            if (found.containsKey(id)) {
              all.add(found.get(id));
            }
          }
          return List.copyOf(all);
        }),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work).findAllById(List.of("ada", "ada")))
                .containsExactly(ADA)));
    add(
        "R10",
        Repository.class,
        "an id that occurs twice gives one element",
        "several ids are answered up to the first that does not exist",
        Plan.repository("findAllById", call -> {
          Map<Object, Object> found = byId(call);
          var all = new ArrayList<Object>();
          for (Object id : new LinkedHashSet<Object>(call.<Collection<?>>argument(0))) {
            if (!found.containsKey(id)) {
              break;
            }
            all.add(found.get(id));
          }
          return List.copyOf(all);
        }),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work).findAllById(List.of("eve", "ada")))
                .containsExactly(ADA)));
    add(
        "R11",
        UnitOfWork.class,
        "The unit is rolled back at once, and every later call",
        "an id that is missing does not end the unit",
        Plan.repository("get", call -> {
          Object id = call.argument(0);
          return call.repository()
              .find(id)
              .orElseThrow(() -> new NotFoundException("object", id.toString()));
        }),
        lab -> {
          try (UnitOfWork work = lab.data().begin()) {
            assertThatThrownBy(() -> accounts(work).get("eve"))
                .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> accounts(work).find("eve"))
                .isInstanceOf(UnitOfWorkFailedException.class);
          }
        });
    add(
        "R12",
        Repository.class,
        "is thrown, without any effect, for a null id or aggregate",
        "nothing is found under a null id",
        Plan.repository(
            "find/Object",
            call -> call.<Object>argument(0) == null ? Optional.empty() : call.proceed()),
        lab -> lab.data()
            .run(work -> assertThatThrownBy(() -> accounts(work).find((String) null))
                .isInstanceOf(IllegalArgumentException.class)));
  }

  /** What several ids find on the right engine. */
  private static Map<Object, Object> byId(Call call) throws Throwable {
    Map<Object, Object> found = new HashMap<>();
    for (Object object : (List<?>) call.proceed()) {
      found.put(call.idOf(object), object);
    }
    return found;
  }

  /** The query without its lock. */
  private static Query<Object> unlocked(Query<Object> query) {
    Query<Object> free = Query.where(query.where());
    for (Sort<Object> sort : query.order()) {
      free = free.orderBy(sort);
    }
    return query.limit().isPresent() ? free.limit(query.limit().getAsLong()) : free;
  }

  private static List<?> reversed(List<?> list) {
    var other = new ArrayList<>(list);
    Collections.reverse(other);
    return List.copyOf(other);
  }

  private void locked() {
    add(
        "R13",
        Repository.class,
        "another unit has changed or removed the aggregate since",
        "findForUpdate returns the outdated object",
        Plan.repository("findForUpdate", call -> call.repository().find(call.<Object>argument(0))),
        lab -> {
          DataLayer data = three(lab);
          try (UnitOfWork late = data.begin()) {
            accounts(late).get("ada");
            data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
            assertThatThrownBy(() -> {
                  accounts(late).findForUpdate("ada");
                  late.commit();
                })
                .isInstanceOf(ConflictException.class);
          }
        });
    add(
        "R14",
        Repository.class,
        "A query that locks fails for every loaded object whose row is newer",
        "a query that locks returns the outdated object",
        Plan.repository("find/Query", call -> call.proceedWith(unlocked(call.argument(0)))),
        lab -> {
          DataLayer data = three(lab);
          try (UnitOfWork late = data.begin(UnitOptions.defaults().readCommitted())) {
            accounts(late).get("ada");
            data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
            assertThatThrownBy(() ->
                    accounts(late).find(Query.where(Depot.ACCOUNT_ID.eq("ada")).forUpdate()))
                .isInstanceOf(ConflictException.class);
          }
        });
    add(
        "R15",
        Query.class,
        "Pages, streams, projections and reads outside of a unit of work refuse a query that locks",
        "a stream of a query that locks is read without the lock",
        Plan.repository(
            "stream", call -> call.proceedWith(unlocked(call.argument(0)), call.argument(1))),
        lab -> lab.data()
            .run(work -> assertThatThrownBy(
                    () -> accounts(work).stream(Query.<Account>all().forUpdate(), Stream::count))
                .isInstanceOf(IllegalArgumentException.class)));
  }

  private void forgotten() {
    add(
        "R16",
        Repository.class,
        "The unit returns a new object, and this object stands for the id from then on",
        "refresh returns what is loaded",
        Plan.repository("refresh", call -> call.repository().get(call.<Object>argument(0))),
        lab -> three(lab).run(work -> {
          Account first = accounts(work).get("ada");
          assertThat(accounts(work).refresh("ada")).isNotSameAs(first);
        }));
    add(
        "R17",
        Repository.class,
        "Unwritten changes of this aggregate by {@link #update}",
        "an update survives a refresh",
        Plan.repository("refresh", call -> {
          call.work().flush();
          return call.proceed();
        }),
        lab -> three(lab).run(work -> {
          accounts(work).update(accounts(work).get("ada").with(99));
          assertThat(accounts(work).refresh("ada").balance()).isEqualTo(10);
        }));
    add(
        "R18",
        Repository.class,
        "Makes the unit forget an aggregate.",
        "evict does nothing",
        Plan.repository("evict", call -> null),
        lab -> three(lab).run(work -> {
          Account first = accounts(work).get("ada");
          accounts(work).evict(first);
          assertThat(accounts(work).get("ada")).isNotSameAs(first);
        }));
    add(
        "R19",
        Repository.class,
        "Unwritten changes of this aggregate are dropped: an addition, an update, a change in "
            + "place or a removal.",
        "evict writes what is pending",
        Plan.repository("evict", call -> {
          call.work().flush();
          return call.proceed();
        }),
        lab -> {
          DataLayer data = three(lab);
          data.run(work -> {
            Account next = accounts(work).get("ada").with(99);
            accounts(work).update(next);
            accounts(work).evict(next);
          });
          assertThat(Lab.stored(data, Depot.ACCOUNTS, "ada")).contains(ADA);
        });
    add(
        "R20",
        Repository.class,
        "if the unit guards the aggregate, because the commit has to compare its version",
        "evict drops a guard",
        Plan.repository("guard", call -> {
              call.unit().beforeCommit(() -> {
                if (!call.noted("evicted").containsKey(call.idOf(call.argument(0)))) {
                  call.repository().guard(call.argument(0));
                }
              });
              return null;
            })
            .andRepository("evict", call -> {
              call.noted("evicted").put(call.idOf(call.argument(0)), true);
              return call.proceed();
            }),
        lab -> {
          DataLayer data = three(lab);
          assertThatThrownBy(() -> data.run(work -> {
                Account ada = accounts(work).get("ada");
                accounts(work).guard(ada);
                accounts(work).evict(ada);
              }))
              .isInstanceOf(MisuseException.class);
        });
    add(
        "R21",
        Repository.class,
        "fresh object, also if the unit has loaded the aggregate",
        "a stream returns loaded objects",
        Plan.repository("stream", call -> {
          List<Object> found = call.repository().find(call.<Query<Object>>argument(0));
          return call.<Function<Stream<Object>, Object>>argument(1).apply(found.stream());
        }),
        lab -> three(lab).run(work -> {
          Account ada = accounts(work).get("ada");
          List<Account> all = accounts(work).<List<Account>>stream(Query.all(), Stream::toList);
          assertThat(all).hasSize(3).noneMatch(account -> account == ada);
        }));
    add(
        "R22",
        Repository.class,
        "Reads the aggregates of a query one at a time",
        "a stream comes in the opposite order",
        Plan.repository(
            "stream",
            call -> call.proceedWith(call.argument(0), (Function<Stream<Object>, Object>)
                all -> call.<Function<Stream<Object>, Object>>argument(1)
                    .apply(reversed(all.toList()).stream().map(Object.class::cast)))),
        lab -> three(lab)
            .run(work -> assertThat(accounts(work).<List<Account>>stream(
                    Query.orderedBy(Depot.BALANCE.asc()), Stream::toList))
                .containsExactly(ADA, BOB, CAY)));
  }

  private void counted() {
    add(
        "R23",
        Repository.class,
        "Returns the number of aggregates that satisfy a condition.",
        "a count does not see what its unit has written",
        Plan.repository(
            "count", call -> elsewhere(call, repository -> repository.count(call.argument(0)))),
        lab -> lab.data().run(work -> {
          accounts(work).add(ADA);
          assertThat(accounts(work).count(Specification.all())).isEqualTo(1);
        }));
    add(
        "R24",
        Repository.class,
        "Returns whether an aggregate satisfies a condition.",
        "exists looks for a second one",
        Plan.repository(
            "exists", call -> call.repository().count(call.<Specification<Object>>argument(0)) > 1),
        lab -> three(lab)
            .run(
                work -> assertThat(accounts(work).exists(Depot.BALANCE.eq(10L))).isTrue()));
    add(
        "R25",
        Repository.class,
        "Results do not become part of the unit.",
        "a projection does not see what its unit has written",
        Plan.repository(
            "select/Query",
            call -> elsewhere(
                call,
                repository ->
                    repository.select(call.<Query<Object>>argument(0), call.argument(1)))),
        lab -> lab.data().run(work -> {
          accounts(work).add(ADA);
          assertThat(accounts(work).select(Specification.all(), TotalMutants.COUNT))
              .containsExactly(1L);
        }));
  }

  private static Object elsewhere(
      Call call, Function<Repository<Object, Object>, Object> question) {
    try (UnitOfWork other = call.data().begin()) {
      return question.apply(other.repository(call.unit().mapping(call.repository())));
    }
  }

  private void alone() {
    add(
        "R26",
        ReadRepository.class,
        "One call sees one committed state; two calls may see two states.",
        "a read that stands alone repeats the first answer",
        Plan.reads("find/Object", call -> {
          Map<Object, Object> first = call.layerNote("first", ConcurrentHashMap::new);
          Optional<?> found = (Optional<?>) call.proceed();
          return found.isEmpty()
              ? found
              : Optional.of(first.computeIfAbsent(call.argument(0), id -> found.get()));
        }),
        lab -> {
          DataLayer data = three(lab);
          assertThat(data.read(Depot.ACCOUNTS).find("ada")).contains(ADA);
          data.run(work -> accounts(work).change("ada", ada -> ada.with(11)));
          assertThat(data.read(Depot.ACCOUNTS).find("ada")).contains(ADA.with(11));
        });
    add(
        "R27",
        ReadRepository.class,
        "if this thread is",
        "a read that stands alone answers in a unit, beside it",
        Plan.reads("count", call -> {
          try {
            return call.proceed();
          } catch (IllegalStateException e) {
            return 0L;
          }
        }),
        lab -> {
          DataLayer data = lab.data();
          data.run(
              work -> assertThatThrownBy(() -> data.read(Depot.ACCOUNTS).count(Specification.all()))
                  .isInstanceOf(IllegalStateException.class));
        });
    add(
        "R28",
        ReadRepository.class,
        "Returns the aggregates with these ids, in the order of the ids.",
        "several ids outside of a unit are answered in the order of the table",
        Plan.reads("findAllById", call -> {
          var all = new ArrayList<>((List<?>) call.proceed());
          all.sort(Comparator.comparing(Object::toString));
          return List.copyOf(all);
        }),
        lab -> assertThat(three(lab).read(Depot.ACCOUNTS).findAllById(Set.of("cay")))
            .isEqualTo(List.of(CAY))
            .satisfies(
                one -> assertThat(lab.data().read(Depot.ACCOUNTS).findAllById(new HashSet<>()))
                    .isEmpty())
            .satisfies(one -> assertThat(
                    three(lab).read(Depot.ACCOUNTS).findAllById(List.of("cay", "ada")))
                .containsExactly(CAY, ADA)));
  }
}
