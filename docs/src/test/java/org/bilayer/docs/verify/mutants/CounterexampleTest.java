package org.bilayer.docs.verify.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.bilayer.docs.verify.ComparisonAlone;
import org.bilayer.testkit.database.Databases;
import org.bilayer.testkit.verify.Verification;
import org.bilayer.testkit.verify.history.Difference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A difference is printed as Java that compiles and shows the difference again, and a seed finds it again. */
final class CounterexampleTest {

  private static final List<String> MUTANTS = List.of(
      "trailing blanks are lost",
      "documents are stored as a text of JSON",
      "unique keys are not there",
      "a savepoint does not undo",
      "a snapshot sees what others commit");

  @TempDir
  Path directory;

  @TestFactory
  Stream<DynamicTest> source_pastedIntoATest_compilesAndFailsForTheSameReason() {
    return MUTANTS.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> {
          Mutant mutant = named(name);
          Difference difference = MutantsTest.search(mutant, Databases.h2()).orElseThrow();
          Pasted.use(mutant.model(), mutant.backend());
          Method test = compiled(difference.source());

          assertThatThrownBy(() -> invoked(test))
              .isInstanceOf(AssertionError.class)
              .hasMessageContaining("Memory and H2")
              .extracting(thrown -> thrown.getMessage().replaceAll("in memory: +", "in memory: "))
              .asString()
              .contains("in memory: "
                  + difference
                      .answer(Difference.Side.MEMORY)
                      .orElseThrow()
                      .lines()
                      .findFirst()
                      .orElse(""));
        }));
  }

  @Test
  void search_withTheSameSeed_findsTheSameCounterexample() {
    Mutant mutant = named("equality ignores case");
    Verification verification = ComparisonAlone.of(Verification.of(mutant.model()))
        .memory(mutant.backend())
        .operations(20_000, 20_000)
        .seed(3);

    Optional<Difference> once = verification.search(Databases.h2());
    Optional<Difference> again = verification.search(Databases.h2());

    assertThat(once.orElseThrow().message()).isEqualTo(again.orElseThrow().message());
    assertThat(once.orElseThrow().message()).contains("-Dbilayer.seed=");
  }

  private static Mutant named(String name) {
    return Mutants.all().stream()
        .filter(mutant -> mutant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The printed method in a class of its own, as an application's test would have it. */
  private Method compiled(String source) throws IOException, ReflectiveOperationException {
    int blank = source.indexOf("\n\n");
    Path folder = Files.createTempDirectory(directory, "pasted");
    Path file = folder.resolve("PastedTest.java");
    Files.writeString(
        file,
        source.substring(0, blank)
            + "\nimport org.bilayer.testkit.verify.Verification;\n"
            + "public class PastedTest {\n"
            + "  Verification verification() {\n"
            + "    return org.bilayer.docs.verify.mutants.Pasted.verification();\n"
            + "  }\n"
            + source.substring(blank).replace("void memory", "public void memory")
            + "}\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result = compiler.run(
        null,
        null,
        null,
        "-proc:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        folder.toString(),
        file.toString());
    assertThat(result).as(source).isZero();
    var loader = new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, CounterexampleTest.class.getClassLoader());
    return loader.loadClass("PastedTest").getMethod("memoryAndDatabaseAgree");
  }

  private static void invoked(Method test) throws Throwable {
    Object pasted = test.getDeclaringClass().getDeclaredConstructor().newInstance();
    try {
      test.invoke(pasted);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
