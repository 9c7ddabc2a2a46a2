package org.bilayer.tools.internal.proof;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.bilayer.model.Model;
import org.jspecify.annotations.NullMarked;

/** Compiles sources in memory, so that nothing is written that does not compile. Stateless. */
public final class SourceProof {

  private SourceProof() {}

  /** Whether this Java has a compiler. */
  public static boolean isPossible() {
    return ToolProvider.getSystemJavaCompiler() != null;
  }

  /**
   * Compiles sources and builds their model.
   *
   * @param sources by name of the file
   * @param className the class with the model
   * @throws IllegalStateException if the compiler has something to say, naming all of it
   * @throws org.bilayer.model.InvalidModelException if the model has faults
   */
  public static Model model(Map<String, String> sources, String packageName, String className) {
    Map<String, byte[]> classes = compile(sources, packageName);
    var loader = new Loader(classes);
    try {
      Class<?> type = Class.forName(packageName + "." + className, true, loader);
      return (Model) type.getField("MODEL").get(null);
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "The model of the sources cannot be built [class=" + className
              + "]. Report this fault of the import.",
          e);
    }
  }

  private static Map<String, byte[]> compile(Map<String, String> sources, String packageName) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var units = new ArrayList<JavaFileObject>();
    sources.forEach((name, text) -> units.add(new SourceText(packageName, name, text)));
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8);
        var memory = new Memory(files)) {
      List<String> options = List.of(
          "-proc:none",
          "-Xlint:all,-processing",
          "-classpath",
          String.join(File.pathSeparator, classPath()));
      boolean done =
          compiler.getTask(null, memory, problems, options, null, units).call();
      var said = new ArrayList<String>();
      for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
        if (!problem.getKind().equals(Diagnostic.Kind.NOTE) && problem.getSource() != null) {
          said.add(problem.getSource().getName() + ":" + problem.getLineNumber() + ": "
              + problem.getMessage(Locale.ROOT));
        }
      }
      if (!done || !said.isEmpty()) {
        throw new IllegalStateException(
            "The sources do not compile without warnings; nothing was written. Report this fault of the import, and leave the"
                + " table out by --exclude until then: " + said);
      }
      return memory.classes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the classes are that the sources name. */
  private static Set<String> classPath() {
    var path = new LinkedHashSet<String>();
    for (Class<?> type : List.of(Model.class, NullMarked.class)) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source != null) {
        path.add(Path.of(URI.create(source.getLocation().toString())).toString());
      }
    }
    return path;
  }

  /** A source in memory. */
  private static final class SourceText extends SimpleJavaFileObject {

    private final String name;
    private final String text;

    SourceText(String packageName, String name, String text) {
      super(
          URI.create("string:///" + packageName.replace('.', '/') + "/" + encoded(name)),
          Kind.SOURCE);
      this.text = text;
      this.name = name;
    }

    private static String encoded(String name) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE && name.equals(simpleName + ".java");
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps classes in memory. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      var classes = new HashMap<String, byte[]>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      var bytes = new ByteArrayOutputStream();
      written.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("class:///" + written.size() + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }

  /** Loads such classes. */
  private static final class Loader extends ClassLoader {

    private final Map<String, byte[]> classes;

    Loader(Map<String, byte[]> classes) {
      super(Model.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = Optional.ofNullable(classes.get(name))
          .orElseThrow(() -> new ClassNotFoundException(name));
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
