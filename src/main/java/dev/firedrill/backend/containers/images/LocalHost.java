package dev.firedrill.backend.containers.images;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/** The machine this process runs on. */
final class LocalHost implements Host {

  /** What a shell answers where there is no such program. */
  private static final int NOT_FOUND = 127;

  @Override
  public boolean has(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .anyMatch(Files::isExecutable);
  }

  @Override
  public boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  public HostResult run(HostCommand command) {
    try {
      Process process = builder(command).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new HostResult(exitCode(process, command), output);
    } catch (IOException missing) {
      return new HostResult(NOT_FOUND, String.valueOf(missing.getMessage()));
    }
  }

  @Override
  public int run(HostCommand command, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      note(log, "$ " + command);
      Process process =
          builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      process.getOutputStream().close();
      return exitCode(process, command);
    } catch (IOException missing) {
      note(log, String.valueOf(missing.getMessage()));
      return NOT_FOUND;
    }
  }

  private static ProcessBuilder builder(HostCommand command) {
    ProcessBuilder builder =
        new ProcessBuilder(command.argv())
            .directory(command.directory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(command.environment());
    return builder;
  }

  private static int exitCode(Process process, HostCommand command) {
    try {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while running: " + command);
    }
  }

  private static void note(Path log, String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("writing the log " + log, unwritable);
    }
  }
}
