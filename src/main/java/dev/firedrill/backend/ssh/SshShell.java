package dev.firedrill.backend.ssh;

import dev.firedrill.backend.remote.FileReplacement;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;

/**
 * The way to a machine by SSH, as root. Files go through commands like everything else, not through
 * SFTP, which no {@code sudo} reaches.
 */
public final class SshShell implements NodeShell {

  /** A snapshot of etcd through a slow line; whether the machine is there is known sooner. */
  private static final Duration FILE_LIMIT = Duration.ofMinutes(10);

  private final SshConnection connection;
  private final TimeSource time;
  private final Duration fileLimit;

  SshShell(SshConnection connection, TimeSource time) {
    this(connection, time, FILE_LIMIT);
  }

  /** The same, files having that long to come and go. */
  SshShell(SshConnection connection, TimeSource time, Duration fileLimit) {
    this.connection = connection;
    this.time = time;
    this.fileLimit = fileLimit;
  }

  @Override
  public NodeName node() {
    return connection.node();
  }

  @Override
  public CommandResult run(Command command) {
    return run(command, new ByteArrayInputStream(command.stdin()));
  }

  /** The same, reading a stream in the place of the command's own input. */
  CommandResult run(Command command, InputStream input) {
    Instant start = time.now();
    RemoteCommand ended = ended(command, input, "running \"" + command.line() + "\"");
    return new CommandResult(
        ended.exitCode(),
        text(ended.stdout()),
        text(ended.stderr()),
        Duration.between(start, time.now()));
  }

  @Override
  public byte[] read(String path) {
    Command cat = Command.of("cat", "--", path).within(fileLimit);
    RemoteCommand ended = ended(cat, InputStream.nullInputStream(), "reading " + path);
    if (ended.exitCode() != 0) {
      throw FileNotAccessible.reading(
          node(), path, new FileNotFoundException(text(ended.stderr()).strip()));
    }
    return ended.stdout();
  }

  @Override
  public void write(String path, byte[] content, String mode) {
    write(path, new ByteArrayInputStream(content), content.length, mode);
  }

  /** Puts a file of this machine there, as {@link #write} does, without holding it in memory. */
  void upload(Path file, String path, String mode) {
    try (InputStream content = Files.newInputStream(file)) {
      write(path, content, Files.size(file), mode);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " of this machine", e);
    }
  }

  private void write(String path, InputStream content, long length, String mode) {
    Command replace = FileReplacement.of(path, mode, length).within(fileLimit);
    RemoteCommand ended = ended(replace, content, "writing " + path);
    if (ended.exitCode() != 0) {
      throw FileNotAccessible.writing(node(), path, new IOException(text(ended.stderr()).strip()));
    }
  }

  private RemoteCommand ended(Command command, InputStream input, String doing) {
    try {
      return connection.run(command.argv(), input, command.timeout(), doing);
    } catch (TimeoutException e) {
      throw new CommandTimedOut(node(), doing, command.timeout());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
