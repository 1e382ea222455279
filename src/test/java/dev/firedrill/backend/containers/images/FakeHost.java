package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A building machine that only says what it has, and remembers what it was asked to run. */
final class FakeHost implements Host {

  final List<String> commands = new CopyOnWriteArrayList<>();
  final Set<String> programs;
  final boolean root;
  Function<HostCommand, HostResult> answer = command -> new HostResult(0, "");

  FakeHost(Set<String> programs, boolean root) {
    this.programs = programs;
    this.root = root;
  }

  static FakeHost complete() {
    return new FakeHost(Set.of("docker", "go", "gcc", "mmdebstrap", "apt-get"), true);
  }

  @Override
  public boolean has(String program) {
    return programs.contains(program);
  }

  @Override
  public boolean isRoot() {
    return root;
  }

  @Override
  public HostResult run(HostCommand command) {
    commands.add(command.toString());
    return answer.apply(command);
  }

  @Override
  public int run(HostCommand command, Path log) {
    HostResult result = run(command);
    try {
      Files.createDirectories(log.getParent());
      Files.writeString(log, result.output());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return result.exitCode();
  }
}
