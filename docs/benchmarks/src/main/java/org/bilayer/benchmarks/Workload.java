package org.bilayer.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.bilayer.benchmarks.contender.Contender;
import org.bilayer.benchmarks.shop.Item;
import org.bilayer.benchmarks.shop.Line;
import org.bilayer.benchmarks.shop.Order;

/** What is measured. */
enum Workload {
  W1("find by id", Finding::new),
  W1A("find by id, alone", FindingAlone::new),
  W2("load, change, save one", Restocking::new),
  W2P("load, change, save one, pipelined", RestockingPipelined::new),
  W3("insert 1,000", Adding::new),
  W4("load, change, save 1,000", RestockingMany::new),
  W5("two predicates, sort, 50 rows", Searching::new),
  W6("edit an order of 10 lines", Editing::new),
  W6P("edit an order of 10 lines, pipelined", EditingPipelined::new),
  W7("insert 100 such orders", AddingOrders::new),
  W8("stream all rows", Streaming::new),
  W9("all rows in pages of 100", Paging::new);

  private static final int MANY = 1000;
  private static final int ORDERS = 100;

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // constructors, as constants
  private final BiFunction<Stage, SplittableRandom, Job> job;

  Workload(String title, BiFunction<Stage, SplittableRandom, Job> job) {
    this.title = title;
    this.job = job;
  }

  String title() {
    return title;
  }

  /** The work; the same seed gives the same operations. */
  Job on(Stage stage, long seed) {
    return job.apply(stage, new SplittableRandom(seed));
  }

  private static class Finding extends Job {

    private static final int PER_READING = 20;

    private final SplittableRandom random;
    long unexpected;

    Finding(Stage stage, SplittableRandom random) {
      super(stage);
      this.random = random;
    }

    final long id() {
      return stage.firstItem() + random.nextLong(stage.items());
    }

    @Override
    int perReading() {
      return PER_READING;
    }

    @Override
    void once(Contender contender) {
      check(id(), contender);
    }

    void check(long id, Contender contender) {
      unexpected += contender.find(id).id() - id;
    }

    @Override
    Totals after(Totals before, int operations) {
      if (unexpected != 0) {
        throw new IllegalStateException("Wrong items were found");
      }
      return before;
    }
  }

  private static final class FindingAlone extends Finding {

    FindingAlone(Stage stage, SplittableRandom random) {
      super(stage, random);
    }

    @Override
    void check(long id, Contender contender) {
      unexpected += contender.findAlone(id).id() - id;
    }
  }

  private static class Restocking extends Finding {

    Restocking(Stage stage, SplittableRandom random) {
      super(stage, random);
    }

    @Override
    void check(long id, Contender contender) {
      contender.restock(id);
    }

    @Override
    Totals after(Totals before, int operations) {
      return before.restocked(operations);
    }
  }

  private static final class RestockingPipelined extends Restocking {

    RestockingPipelined(Stage stage, SplittableRandom random) {
      super(stage, random);
    }

    @Override
    void check(long id, Contender contender) {
      contender.restockPipelined(id);
    }
  }

  private static final class Adding extends Job {

    private List<Item> next = List.of();
    private long added;
    private long stock;

    Adding(Stage stage, SplittableRandom random) {
      super(stage);
    }

    @Override
    int most() {
      return 20;
    }

    @Override
    void prepare() {
      var items = new ArrayList<Item>(MANY);
      for (int i = 0; i < MANY; i++) {
        Item item = Item.numbered(stage.items() + ++added, stage.categories());
        stock += item.stock();
        items.add(item);
      }
      next = items;
    }

    @Override
    void once(Contender contender) {
      contender.add(next);
    }

    @Override
    Totals after(Totals before, int operations) {
      return before.withItems(added, stock);
    }

    @Override
    boolean tidy() {
      stage.removeAddedItems();
      return true;
    }
  }

  private static final class RestockingMany extends Job {

    private final SplittableRandom random;
    private Set<Long> next = Set.of();
    private long restocked;

    RestockingMany(Stage stage, SplittableRandom random) {
      super(stage);
      this.random = random;
    }

    @Override
    void prepare() {
      var ids = new LinkedHashSet<Long>();
      while (ids.size() < Math.min(MANY, stage.items())) {
        ids.add(1 + random.nextLong(stage.items()));
      }
      restocked += ids.size();
      next = ids;
    }

    @Override
    void once(Contender contender) {
      contender.restockAll(next);
    }

    @Override
    Totals after(Totals before, int operations) {
      return before.restocked(restocked);
    }
  }

  private static final class Searching extends Job {

    private static final int STOCK_MIN = 50;

    private final SplittableRandom random;
    private boolean mistaken;

    Searching(Stage stage, SplittableRandom random) {
      super(stage);
      this.random = random;
    }

    @Override
    void once(Contender contender) {
      int category = random.nextInt(stage.categories());
      List<Item> found = contender.cheapest(category, STOCK_MIN);
      Item last = found.get(found.size() - 1);
      mistaken |= found.size() != 50
          || found.get(0).price().compareTo(last.price()) > 0
          || last.category() != category
          || last.stock() < STOCK_MIN;
    }

    @Override
    Totals after(Totals before, int operations) {
      if (mistaken) {
        throw new IllegalStateException("The wrong items were found");
      }
      return before;
    }
  }

  /** Plays the edits on copies of the orders, to know what must come of them. */
  private static class Editing extends Job {

    private final SplittableRandom random;
    private final List<Long> edited = new ArrayList<>();

    Editing(Stage stage, SplittableRandom random) {
      super(stage);
      this.random = random;
    }

    @Override
    void once(Contender contender) {
      long id = 1 + random.nextLong(stage.orders());
      edit(id, contender);
      edited.add(id);
    }

    void edit(long id, Contender contender) {
      contender.editOrder(id);
    }

    @Override
    Totals after(Totals before, int operations) {
      return before.edited(
          operations, (long) Order.LINES * operations, Edits.of(stage).play(edited));
    }
  }

  private static final class EditingPipelined extends Editing {

    EditingPipelined(Stage stage, SplittableRandom random) {
      super(stage, random);
    }

    @Override
    void edit(long id, Contender contender) {
      contender.editOrderPipelined(id);
    }
  }

  private static final class AddingOrders extends Job {

    private List<Order> next = List.of();
    private long added;

    AddingOrders(Stage stage, SplittableRandom random) {
      super(stage);
    }

    @Override
    int most() {
      return 20;
    }

    @Override
    void prepare() {
      var orders = new ArrayList<Order>(ORDERS);
      for (int i = 0; i < ORDERS; i++) {
        orders.add(Order.numbered(stage.orders() + ++added));
      }
      next = orders;
    }

    @Override
    void once(Contender contender) {
      contender.addOrders(next);
    }

    @Override
    Totals after(Totals before, int operations) {
      return before.withOrders(added, Order.LINES);
    }

    @Override
    boolean tidy() {
      stage.removeAddedOrders();
      return true;
    }
  }

  private static class Streaming extends Job {

    final Set<Long> sums = new LinkedHashSet<>();

    Streaming(Stage stage, SplittableRandom random) {
      super(stage);
    }

    @Override
    void once(Contender contender) {
      sums.add(contender.streamStock());
    }

    @Override
    Totals after(Totals before, int operations) {
      if (!sums.equals(Set.of(before.stock()))) {
        throw new IllegalStateException("There are " + before.stock() + " in stock, not " + sums);
      }
      return before;
    }
  }

  private static final class Paging extends Streaming {

    Paging(Stage stage, SplittableRandom random) {
      super(stage, random);
    }

    @Override
    void once(Contender contender) {
      sums.add(contender.pageThroughStock());
    }
  }

  /** The quantity of an order's lines together. */
  static long quantity(Order order) {
    return order.lines().stream().mapToLong(Line::quantity).sum();
  }
}
