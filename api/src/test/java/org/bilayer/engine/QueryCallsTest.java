package org.bilayer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.bilayer.failure.MisuseException;
import org.bilayer.store.QueryCalls;
import org.junit.jupiter.api.Test;

final class QueryCallsTest {

  /** Nobody outside of this class can name it. */
  @SuppressWarnings("UnusedMethod") // called by reflection
  private interface Hidden {
    long answer();
  }

  /** Of a module that exports its package to nobody here. */
  private static final String CLOSED = "jdk.internal.jimage.decompressor.ResourceDecompressor";

  private static <Q> void call(Class<Q> type, String name) throws Throwable {
    InvocationHandler nothing = (proxy, method, arguments) -> null;
    Q target =
        type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, nothing));
    Q queries = QueryCalls.around(type, target, (method, call) -> call.proceed());
    Method method = type.getMethod(name);
    Proxy.getInvocationHandler(queries).invoke(queries, method, null);
  }

  @Test
  void call_ofAnInterfaceThatIsNotPublic_saysMakeItPublic() {
    assertThatThrownBy(() -> call(Hidden.class, "answer"))
        .isInstanceOf(MisuseException.class)
        .hasMessage("The queries " + Hidden.class.getName() + " cannot be called from org.bilayer."
            + " Make the interface, and each type that it is nested in, public.");
  }

  @Test
  void call_ofAPublicInterfaceInAPackageThatIsNotExported_saysExportIt() throws Exception {
    Class<?> type = Class.forName(CLOSED);
    assertThat(type).isPublic().isInterface();

    assertThatThrownBy(() -> call(type, "getName"))
        .isInstanceOf(MisuseException.class)
        .hasMessage("The queries " + CLOSED + " cannot be called from org.bilayer."
            + " Export the package in its module-info: exports jdk.internal.jimage.decompressor;");
  }
}
