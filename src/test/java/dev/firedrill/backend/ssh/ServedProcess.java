package dev.firedrill.backend.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A line that a real {@code sh} carries out, as OpenSSH's server has a login shell do it. */
final class ServedProcess implements Command {

  private final String line;
  private final Path programs;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback callback = (exitValue, message, immediately) -> {};
  private Process process;

  /**
   * Not started yet.
   *
   * @param programs a folder whose programs come before the machine's own
   */
  ServedProcess(String line, Path programs) {
    this.line = line;
    this.programs = programs;
  }

  @Override
  public void setInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public void setOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    this.err = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    this.callback = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
    builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
    Process started = builder.start();
    process = started;
    background(() -> copy(in, started.getOutputStream()));
    Thread printed = background(() -> copy(started.getInputStream(), out));
    Thread complained = background(() -> copy(started.getErrorStream(), err));
    background(
        () -> {
          try {
            int status = started.waitFor();
            printed.join();
            complained.join();
            callback.onExit(status);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void destroy(ChannelSession channel) {
    process.destroyForcibly();
  }

  private static Thread background(Runnable task) {
    Thread thread = new Thread(task, "served-process");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void copy(InputStream from, OutputStream to) {
    try (to) {
      byte[] buffer = new byte[8192];
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        to.write(buffer, 0, read);
        to.flush();
      }
    } catch (IOException ended) {
      // Whoever was on the other side has ended, as programs do that do not read all they are
      // given.
    }
  }
}
