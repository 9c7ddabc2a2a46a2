package org.bilayer.mybatis.internal.session;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.ibatis.binding.BindingException;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.executor.ErrorContext;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.bilayer.failure.MisuseException;
import org.jspecify.annotations.Nullable;

/**
 * The application's mappers in the transaction of one unit of work.
 *
 * <p>One thread at a time.
 */
final class MapperSession {

  /*
   * The session is MyBatis' own, over the application's configuration with its plugins, type handlers and executor type,
   * but on a transaction that it cannot end. SqlSessionFactory.openSession(Connection) would do the same if every
   * transaction factory accepted a connection; Spring's does not.
   *
   * The local cache is cleared after each call, whatever the configuration says. Otherwise two calls would return the
   * same objects, and a change of an object would be visible in both results.
   */

  private final UnitContext unit;
  private final SqlSession mybatis;
  private final boolean batches;
  private final Map<Class<?>, Object> proxies = new HashMap<>();

  /** The number of executed statements that may change rows. */
  private long changes;

  MapperSession(UnitContext unit, Configuration configuration) {
    this.unit = unit;
    ExecutorType type = configuration.getDefaultExecutorType();
    this.batches = type == ExecutorType.BATCH;
    this.mybatis = new DefaultSqlSession(
        configuration,
        noting(configuration.newExecutor(unit.connection().transaction(), type)),
        false);
  }

  /*
   * A default method of the mapper may call other methods of the mapper and catch their exceptions. The statement has
   * failed nevertheless. PostgreSQL would answer the COMMIT of such a transaction with a silent ROLLBACK. Other
   * databases would commit the other statements.
   */
  private Executor noting(Executor executor) {
    return (Executor) Proxy.newProxyInstance(
        MapperSession.class.getClassLoader(),
        new Class<?>[] {Executor.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("update")) {
            unit.requireWritable();
          }
          if (mayChangeRows(method, arguments)) {
            changes++;
          }
          try {
            return method.invoke(executor, arguments);
          } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause() == null ? e : e.getCause();
            unit.noteMapperFailure(thrown, "a mapper's statement");
            throw thrown;
          }
        });
  }

  /** Whether a statement may change rows: an insert, an update, a delete, or a query that is declared to affect data. */
  private static boolean mayChangeRows(Method method, @Nullable Object @Nullable [] arguments) {
    return arguments != null
        && arguments.length > 0
        && arguments[0] instanceof MappedStatement statement
        && (method.getName().equals("update") || statement.isDirtySelect());
  }

  /** Returns an implementation of the queries by the mapper that is or extends their interface. */
  <Q> Q mapper(Class<Q> queries, Class<?> mapper) {
    return queries.cast(proxies.computeIfAbsent(queries, type -> proxy(type, mapper)));
  }

  private Object proxy(Class<?> queries, Class<?> mapper) {
    return Proxy.newProxyInstance(
        queries.getClassLoader(),
        new Class<?>[] {queries},
        new Calls(mapper, mybatis.getMapper(mapper)));
  }

  long changes() {
    return changes;
  }

  /** Called before a hand-written statement. The statement needs a started transaction. */
  private void begin(String mapperMethod) {
    unit.noteWriting();
    unit.run(null, mapperMethod, () -> {
      unit.connection().sendBeginSql();
      return unit;
    });
  }

  /** Translates an exception of a mapper to a failure, if the database or MyBatis has caused it. */
  private Throwable failure(Throwable thrown, String mapperMethod) {
    ErrorContext.instance().reset();
    return thrown instanceof PersistenceException || thrown instanceof SQLException
        ? unit.failure(thrown, null, mapperMethod)
        : thrown;
  }

  /**
   * Commits or discards the entries that this session has added to the second-level cache of the application, if
   * there is one.
   */
  void close(boolean committed) {
    try {
      if (committed) {
        mybatis.commit(true);
      } else {
        mybatis.rollback(true);
      }
    } finally {
      mybatis.close();
    }
  }

  private final class Calls implements InvocationHandler {

    /** The mapper's declarations of inherited methods. MyBatis reads the names of parameters from these declarations. */
    private final Map<Method, Method> ownForms = new HashMap<>();

    private final Class<?> type;
    private final Object mapper;
    private final InvocationHandler mapperCalls;

    Calls(Class<?> type, Object mapper) {
      this.type = type;
      this.mapper = mapper;
      this.mapperCalls = Proxy.getInvocationHandler(mapper);
    }

    private Method ownForm(Method method) {
      return ownForms.computeIfAbsent(method, inherited -> {
        try {
          return type.getMethod(inherited.getName(), inherited.getParameterTypes());
        } catch (NoSuchMethodException e) {
          // In a generic interface the parameter types differ. MyBatis finds the method by its
          // name.
          return inherited;
        }
      });
    }

    /** A proxy is equal to itself only. MyBatis would compare its handler with this proxy and return false. */
    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "Mapper[" + type.getName() + "]";
      };
    }

    /** Names the package that a Java module does not open to MyBatis, if this is the reason of a failure. */
    private static @Nullable InaccessibleObjectException closed(Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof InaccessibleObjectException found) {
          return found;
        }
      }
      return null;
    }

    /** Searches in the same way as MyBatis: by the name of the mapper, or of the interface that declares the method. */
    private boolean isWithoutStatement(Method method) {
      Configuration configuration = mybatis.getConfiguration();
      return !configuration.hasStatement(type.getName() + "." + method.getName())
          && !configuration.hasStatement(
              method.getDeclaringClass().getName() + "." + method.getName());
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(proxy, method, arguments);
      }
      String name = type.getName() + "." + method.getName();
      begin(name);
      try {
        // A mapper is a proxy. A call of its handler works for non-public interfaces, too.
        Object result = mapperCalls.invoke(mapper, ownForm(method), arguments);
        if (batches) {
          mybatis.flushStatements();
        }
        return result;
      } catch (BindingException e) {
        throw isWithoutStatement(method)
            ? new MisuseException(
                "The mapper method " + name
                    + " has no statement. Annotate it, add it to the mapper's"
                    + " XML file, or load that file.",
                e)
            : failure(e, name);
      } catch (Throwable e) {
        InaccessibleObjectException closed = closed(e);
        if (closed != null) {
          throw new MisuseException(
              "The mapper method " + name + " works with a type that is closed to MyBatis: "
                  + closed.getMessage() + ". Open its package in its module-info: opens PACKAGE to "
                  + Configuration.class.getModule().getName() + ";",
              e);
        }
        throw failure(e, name);
      } finally {
        mybatis.clearCache();
      }
    }
  }
}
