package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command in a container, bytes in and bytes out. */
final class ContainerExec {

  /** 128 and the number of SIGKILL. */
  private static final int KILLED = 137;

  private static final Command PROBE = Command.of("true").within(Duration.ofSeconds(10));
  private static final Duration EXIT_CODE_GRACE = Duration.ofSeconds(5);
  private static final Duration EXIT_CODE_POLL = Duration.ofMillis(10);

  private final DockerClient docker;
  private final NodeName node;
  private final String container;
  private final TimeSource time;

  ContainerExec(DockerClient docker, NodeName node, String container, TimeSource time) {
    this.docker = docker;
    this.node = node;
    this.container = container;
    this.time = time;
  }

  /** How a command ended, its output as bytes. */
  record Output(int exitCode, byte[] stdout, byte[] stderr, Duration elapsed) {}

  /**
   * Runs the command to its end.
   *
   * @throws NodeUnreachable where the container is gone, not running or paused
   * @throws CommandTimedOut where it does not end in its time
   */
  Output run(Command command) {
    Instant start = time.now();
    try {
      Output output = output(command, start);
      if (output.exitCode() == KILLED) {
        requireAnswer(command);
      }
      return output;
    } catch (RuntimeException e) {
      if (e instanceof DockerException || e.getCause() instanceof IOException) {
        throw unreachable(command, String.valueOf(e.getMessage()).strip(), e);
      }
      throw e;
    }
  }

  private Output output(Command command, Instant start) {
    String exec = create(command);
    Collector output = start(exec, command);
    int exitCode = exitCode(exec, command, start);
    Duration elapsed = Duration.between(start, time.now());
    return new Output(exitCode, output.stdout.toByteArray(), output.stderr.toByteArray(), elapsed);
  }

  /**
   * What was killed may have been killed with its machine, which the engine notices later than the
   * end of the command: a machine that is alive can run another one.
   */
  private void requireAnswer(Command killed) {
    Output probe = output(PROBE, time.now());
    if (probe.exitCode() != 0) {
      String why = "it was killed, and its machine runs no other command either";
      throw unreachable(killed, why, new IllegalStateException(why));
    }
  }

  private String create(Command command) {
    boolean hasInput = command.stdin().length > 0;
    ExecCreateCmd create =
        docker
            .execCreateCmd(container)
            .withCmd(argv(command).toArray(new String[0]))
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withAttachStdin(hasInput);
    return create.exec().getId();
  }

  /**
   * The client cannot close its half of the connection, so a command would wait for the end of its
   * input for ever: head counts the bytes and ends it.
   */
  private static List<String> argv(Command command) {
    int length = command.stdin().length;
    if (length == 0) {
      return command.argv();
    }
    String counted = "count=$1; shift; head -c \"$count\" | \"$@\"";
    return Stream.concat(
            Stream.of("sh", "-c", counted, "sh", Integer.toString(length)), command.argv().stream())
        .toList();
  }

  private Collector start(String exec, Command command) {
    Collector output = new Collector();
    byte[] input = command.stdin();
    var start = docker.execStartCmd(exec);
    if (input.length > 0) {
      start = start.withStdIn(new ByteArrayInputStream(input));
    }
    try (Collector running = start.exec(output)) {
      if (!running.awaitCompletion(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandTimedOut(node, command);
      }
      return running;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(
          "interrupted while \"" + command.line() + "\" ran on node " + node);
    } catch (IOException e) {
      throw unreachable(command, "the connection to the engine broke: " + e.getMessage(), e);
    }
  }

  /**
   * The engine knows a command's exit code a moment after its output has ended; a command that has
   * closed its output may go on for as long as it may take.
   */
  private int exitCode(String exec, Command command, Instant start) {
    Instant grace = time.now().plus(EXIT_CODE_GRACE);
    Instant limit = start.plus(command.timeout());
    while (true) {
      InspectExecResponse seen = docker.inspectExecCmd(exec).exec();
      Long exitCode = seen.getExitCodeLong();
      if (!Boolean.TRUE.equals(seen.isRunning()) && exitCode != null) {
        return exitCode.intValue();
      }
      if (time.now().isAfter(grace) && time.now().isAfter(limit)) {
        requireRunning(command);
        throw new CommandTimedOut(node, command);
      }
      time.sleep(EXIT_CODE_POLL);
    }
  }

  private void requireRunning(Command command) {
    ContainerState state = docker.inspectContainerCmd(container).exec().getState();
    if (!Boolean.TRUE.equals(state.getRunning()) || Boolean.TRUE.equals(state.getPaused())) {
      throw unreachable(
          command,
          "its container is " + state.getStatus(),
          new IllegalStateException("container " + container + " is " + state.getStatus()));
    }
  }

  private NodeUnreachable unreachable(Command command, String why, Exception cause) {
    return new NodeUnreachable(node, "running \"" + command.line() + "\"", why, cause);
  }

  /** Keeps the two streams apart. */
  private static final class Collector extends ResultCallback.Adapter<Frame> {

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).writeBytes(frame.getPayload());
    }
  }
}
