package org.bilayer.docs.garage;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.math.BigDecimal;
import java.util.List;
import org.bilayer.UnitOfWork;
import org.bilayer.docs.garage.Job.Part;
import org.bilayer.query.Query;

// tag::twin[]
final class JobsInMemory implements JobQueries {

  private final UnitOfWork work;

  JobsInMemory(UnitOfWork work) {
    this.work = work;
  }

  @Override
  public List<Use> mostUsed(int limit) {
    return work.repository(Garage.JOBS).find(Query.all()).stream()
        .flatMap(job -> job.parts().stream())
        .collect(groupingBy(Part::sku))
        .entrySet()
        .stream()
        .map(parts -> use(parts.getKey(), parts.getValue()))
        .sorted(comparing(Use::quantity).reversed().thenComparing(Use::sku))
        .limit(limit)
        .toList();
  }

  private static Use use(String sku, List<Part> parts) {
    BigDecimal cost = BigDecimal.ZERO;
    long quantity = 0;
    for (Part part : parts) {
      cost = cost.add(part.price().multiply(BigDecimal.valueOf(part.quantity())));
      quantity += part.quantity();
    }
    return new Use(sku, quantity, cost);
  }

  @Override
  public long jobsOf(String plate) {
    return work.repository(Garage.JOBS).count(Garage.JOB_PLATE.eq(plate));
  }
}
// end::twin[]
