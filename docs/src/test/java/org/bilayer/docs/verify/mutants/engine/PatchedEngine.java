package org.bilayer.docs.verify.mutants.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.bilayer.docs.Repository;

/**
 * Loads this library anew, with an engine that {@link Planting} makes wrong. Nothing in the library knows of that: its class
 * {@code Engine} is compiled once more under another name, and a class that calls it takes its place.
 */
final class PatchedEngine extends ClassLoader {

  private static final String OURS = "org.bilayer.";
  private static final String ENGINE = "org/bilayer/engine/Engine";

  private static final String PATCH = """
      package org.bilayer.engine;

      import org.bilayer.DataLayer;
      import org.bilayer.LayerOptions;
      import org.bilayer.docs.verify.mutants.engine.Planting;
      import org.bilayer.model.Model;
      import org.bilayer.store.Store;

      public final class Engine {

        private Engine() {}

        public static DataLayer open(Model model, Store store, LayerOptions options) {
          return Planting.layer(RightEngine.open(model, Planting.store(store), options));
        }
      }
      """;

  private final Path classes;

  private PatchedEngine(Path classes) {
    super("patched engine", PatchedEngine.class.getClassLoader());
    this.classes = classes;
  }

  /**
   * Compiles the patch.
   *
   * @param folder an empty one
   */
  static PatchedEngine in(Path folder) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources").resolve("org/bilayer/engine"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String right =
        Files.readString(Repository.root().resolve("api/src/main/java").resolve(ENGINE + ".java"));
    Path first = Files.writeString(
        sources.resolve("RightEngine.java"),
        right.replaceAll("\\bEngine\\b(?!\\.)", "RightEngine"));
    Path second = Files.writeString(sources.resolve("Engine.java"), PATCH);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(first, second);
      List<String> options = List.of(
          "-d",
          classes.toString(),
          "-proc:none",
          "-cp",
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      if (!compiler.getTask(null, files, null, options, null, units).call()) {
        throw new IllegalStateException("The patch of the engine does not compile.");
      }
    }
    return new PatchedEngine(classes);
  }

  /** Plants a mutant in the engine that this has loaded. */
  void plant(String id, long seed) throws ReflectiveOperationException {
    loadClass(Planting.class.getName())
        .getMethod("plant", String.class, long.class)
        .invoke(null, id, seed);
  }

  /** How many layers were opened since the last call, with the mutant in them. */
  int takeLayers() throws ReflectiveOperationException {
    return (Integer) loadClass(Planting.class.getName()).getMethod("takeLayers").invoke(null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = Files.exists(classes.resolve(path))
        ? Files.newInputStream(classes.resolve(path))
        : getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
