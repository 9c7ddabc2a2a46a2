package org.bilayer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other JVMs with this one's class path. */
final class Jvm {

  private Jvm() {}

  static ProcessBuilder command(String main, List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    String postgresql = System.getProperty("bilayer.postgresql.url");
    if (postgresql != null) {
      command.add("-Dbilayer.postgresql.url=" + postgresql);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Runs a class and takes in what it tells. */
  static void run(Results results, Class<?> main, List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    Process process = command(main.getName(), options, arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    results.readFrom(process);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(main.getSimpleName() + " failed");
    }
  }
}
