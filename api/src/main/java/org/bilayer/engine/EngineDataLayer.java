package org.bilayer.engine;

import java.util.function.Consumer;
import java.util.function.Function;
import org.bilayer.DataLayer;
import org.bilayer.ReadRepository;
import org.bilayer.UnitOfWork;
import org.bilayer.UnitOptions;
import org.bilayer.Work;
import org.bilayer.model.Mapping;
import org.bilayer.model.Model;
import org.bilayer.model.ModelInternals;

/** A data layer on a store. Passes work to the {@link UnitRunner}. */
final class EngineDataLayer implements DataLayer {

  private final LayerContext layer;
  private final UnitRunner runner;

  EngineDataLayer(LayerContext layer) {
    this.layer = layer;
    this.runner = new UnitRunner(layer);
  }

  @Override
  public void run(Consumer<? super UnitOfWork> work) {
    runChecked(work::accept);
  }

  @Override
  public void run(UnitOptions unit, Consumer<? super UnitOfWork> work) {
    runChecked(unit, work::accept);
  }

  @Override
  public <R> R execute(Function<? super UnitOfWork, ? extends R> work) {
    return this.<R, RuntimeException>executeChecked(work::apply);
  }

  @Override
  public <R> R execute(UnitOptions unit, Function<? super UnitOfWork, ? extends R> work) {
    return this.<R, RuntimeException>executeChecked(unit, work::apply);
  }

  @Override
  public <X extends Exception> void runChecked(Work.Action<X> work) throws X {
    runChecked(layer.options().unit(), work);
  }

  @Override
  public <X extends Exception> void runChecked(UnitOptions unit, Work.Action<X> work) throws X {
    this.<Boolean, X>executeChecked(unit, uow -> {
      work.accept(uow);
      return true;
    });
  }

  @Override
  public <R, X extends Exception> R executeChecked(Work<R, X> work) throws X {
    return executeChecked(layer.options().unit(), work);
  }

  @Override
  public <R, X extends Exception> R executeChecked(UnitOptions unit, Work<R, X> work) throws X {
    return runner.execute(unit, false, work);
  }

  @Override
  public <T, I> ReadRepository<T, I> read(Mapping<T, I> mapping) {
    return new EngineReadRepository<>(
        runner, mapping, ModelInternals.layout(layer.model(), mapping));
  }

  @Override
  public UnitOfWork begin() {
    return begin(layer.options().unit());
  }

  @Override
  public UnitOfWork begin(UnitOptions unit) {
    return runner.begin(unit);
  }

  @Override
  public Model model() {
    return layer.model();
  }

  @Override
  public String storeName() {
    return layer.store().name();
  }

  @Override
  public long retries() {
    return runner.retries();
  }

  @Override
  public void close() {
    if (layer.close()) {
      try {
        runner.endOpenUnits();
      } finally {
        layer.store().close();
      }
    }
  }
}
