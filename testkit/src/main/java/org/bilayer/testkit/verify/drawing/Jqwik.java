package org.bilayer.testkit.verify.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.sessions.JqwikSession;

/** Runs code that draws values from jqwik outside of its engine. */
public final class Jqwik {

  private Jqwik() {}

  public static <R> R call(Supplier<R> code) {
    if (JqwikSession.isActive()) {
      return code.get();
    }
    List<R> result = new ArrayList<>(1);
    JqwikSession.run(() -> result.add(code.get()));
    return result.get(0);
  }
}
