package org.bilayer.testkit.verify.shrinking;

import java.util.ArrayList;
import java.util.List;
import org.bilayer.testkit.verify.history.Call;
import org.jspecify.annotations.Nullable;

/** The calls of hand-written queries that are simpler than one. */
public final class SimplerCalls {

  private SimplerCalls() {}

  /** The same call with a simpler argument, the simplest first. */
  public static List<Call> of(Call call) {
    List<@Nullable Object> arguments = call.arguments();
    var simpler = new ArrayList<Call>();
    for (int i = 0; i < arguments.size(); i++) {
      for (Object less : values(arguments.get(i))) {
        simpler.add(call.with(Sublists.<@Nullable Object>replaced(arguments, i, less)));
      }
    }
    return simpler;
  }

  private static List<?> values(@Nullable Object argument) {
    if (argument instanceof Integer number && number > 0) {
      return number < 4 ? List.of(number - 1) : List.of(0, 1, 2, 3, number / 2);
    }
    if (argument instanceof Long number && number > 0) {
      return number < 4 ? List.of(number - 1) : List.of(0L, 1L, 2L, 3L, number / 2);
    }
    if (argument instanceof String text && text.length() > 1) {
      int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
      return List.of("", "a", text.substring(0, middle), text.substring(middle));
    }
    return argument instanceof List<?> list ? Sublists.without(list) : List.of();
  }
}
