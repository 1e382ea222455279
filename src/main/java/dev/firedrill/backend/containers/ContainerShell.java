package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import dev.firedrill.backend.remote.FileReplacement;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The way to a machine that is a container: the engine's exec, as root. */
public final class ContainerShell implements NodeShell {

  private static final Duration FILE_LIMIT = Duration.ofSeconds(30);

  private final NodeName node;
  private final ContainerExec exec;

  ContainerShell(DockerClient docker, NodeName node, String container, TimeSource time) {
    this.node = node;
    this.exec = new ContainerExec(docker, node, container, time);
  }

  @Override
  public NodeName node() {
    return node;
  }

  @Override
  public CommandResult run(Command command) {
    ContainerExec.Output output = exec.run(command);
    return new CommandResult(
        output.exitCode(), text(output.stdout()), text(output.stderr()), output.elapsed());
  }

  @Override
  public byte[] read(String path) {
    ContainerExec.Output output = exec.run(Command.of("cat", "--", path).within(FILE_LIMIT));
    if (output.exitCode() != 0) {
      String why = text(output.stderr()).strip();
      throw FileNotAccessible.reading(node, path, new FileNotFoundException(why));
    }
    return output.stdout();
  }

  @Override
  public void write(String path, byte[] content, String mode) {
    Command replace = FileReplacement.of(path, mode, content.length);
    ContainerExec.Output output = exec.run(replace.reading(content).within(FILE_LIMIT));
    if (output.exitCode() != 0) {
      String why = text(output.stderr()).strip();
      throw FileNotAccessible.writing(node, path, new IOException(why));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
