package org.bilayer.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.bilayer.model.Model;
import org.jspecify.annotations.NullMarked;

/** Sources as an application compiles them: from files, every warning an error. */
final class Compiled {

  private Compiled() {}

  /** The model of the sources in a folder of a package. */
  static Model model(Path root, String packageName, String className) {
    try {
      Path classes = Files.createTempDirectory(root.getParent(), "classes");
      compile(root.resolve(packageName.replace('.', '/')), classes);
      var loader =
          new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compiled.class.getClassLoader());
      return (Model) Class.forName(packageName + "." + className, true, loader)
          .getField("MODEL")
          .get(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void compile(Path folder, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        Stream<Path> all = Files.list(folder)) {
      List<Path> sources = all.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      boolean done = compiler
          .getTask(
              said,
              files,
              null,
              List.of(
                  "-Xlint:all",
                  "-Werror",
                  "--release",
                  "17",
                  "-d",
                  classes.toString(),
                  "-classpath",
                  place(Model.class) + File.pathSeparator + place(NullMarked.class)),
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
      assertThat(done).as(said.toString()).isTrue();
      assertThat(said.toString()).isEmpty();
    }
  }

  private static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
