package dev.firedrill.operations;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A shell that records each command with its output and duration, secrets masked. What is read and
 * written as a file is not recorded: it may be a private key.
 */
final class RecordedShell implements NodeShell {

  private final NodeShell shell;
  private final Recorder recorder;
  private final TimeSource time;
  private final Path runFolder;
  private final String step;

  RecordedShell(NodeShell shell, Recorder recorder, TimeSource time, Path runFolder, String step) {
    this.shell = shell;
    this.recorder = recorder;
    this.time = time;
    this.runFolder = runFolder;
    this.step = step;
  }

  @Override
  public NodeName node() {
    return shell.node();
  }

  @Override
  public CommandResult run(Command command) {
    Instant start = time.now();
    try {
      CommandResult result = shell.run(command);
      record(command, result.exitCode(), result.elapsed(), keep(command, result));
      return result;
    } catch (CommandTimedOut | NodeUnreachable e) {
      record(command, -1, Duration.between(start, time.now()), "");
      throw e;
    }
  }

  @Override
  public byte[] read(String path) {
    return shell.read(path);
  }

  @Override
  public void write(String path, byte[] content, String mode) {
    shell.write(path, content, mode);
  }

  private void record(Command command, int exitCode, Duration elapsed, String output) {
    recorder.record(
        new Observation.CommandRun(
            time.now(), step, node(), command.line(), exitCode, elapsed, output));
  }

  private String keep(Command command, CommandResult result) {
    String text = command.mask(result.stdout() + result.stderr());
    if (text.isEmpty()) {
      return "";
    }
    try {
      Path folder = Files.createDirectories(runFolder.resolve("commands"));
      String program = Path.of(command.argv().get(0)).getFileName().toString();
      Path file = write(folder, node() + "-" + program + "-", text);
      return runFolder.relativize(file).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the output of \"" + command.line() + "\"", e);
    }
  }

  /** Numbered, so that equal runs have equal names. */
  private static Path write(Path folder, String name, String text) throws IOException {
    int number = folder.toFile().list().length;
    while (true) {
      try {
        return Files.writeString(
            folder.resolve("%s%04d.txt".formatted(name, ++number)),
            text,
            StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException another) {
        // Written by a step beside this one, or by an earlier process of the run.
        continue;
      }
    }
  }
}
