package dev.firedrill.backend.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;

/**
 * How a line that a machine's shell carried out has ended.
 *
 * @param exitCode its exit code; 128 and the signal's number where a signal ended it
 * @param stdout what it printed
 * @param stderr what it complained of
 */
record RemoteCommand(int exitCode, byte[] stdout, byte[] stderr) {

  private static final Duration OPEN = Duration.ofSeconds(10);
  private static final int SIGNALLED = 128;

  /** Signals by their names in RFC 4254, section 6.10. */
  private static final Map<String, Integer> SIGNALS =
      Map.ofEntries(
          Map.entry("HUP", 1),
          Map.entry("INT", 2),
          Map.entry("QUIT", 3),
          Map.entry("ILL", 4),
          Map.entry("ABRT", 6),
          Map.entry("FPE", 8),
          Map.entry("KILL", 9),
          Map.entry("USR1", 10),
          Map.entry("SEGV", 11),
          Map.entry("USR2", 12),
          Map.entry("PIPE", 13),
          Map.entry("ALRM", 14),
          Map.entry("TERM", 15));

  /**
   * Has the line carried out, to its end.
   *
   * @param input what it reads; not closed
   * @throws IOException where the connection was lost before its end was known
   * @throws TimeoutException where it did not end within the limit
   */
  static RemoteCommand run(ClientSession session, String line, InputStream input, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    CountDownLatch closed = new CountDownLatch(1);
    ChannelExec channel = session.createExecChannel(line);
    try {
      channel.setIn(input);
      channel.setOut(stdout);
      channel.setErr(stderr);
      channel.addCloseFutureListener(future -> closed.countDown());
      open(channel, session);
      if (!closed.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException("no end within " + limit);
      }
      return new RemoteCommand(exitCode(channel), stdout.toByteArray(), stderr.toByteArray());
    } finally {
      // Tells the server, so that it keeps no place for it; where it has ended, it is closed.
      channel.close(false);
    }
  }

  /**
   * A channel that is opened later all the same would run the command then: where no answer comes
   * the connection is ended.
   */
  private static void open(ChannelExec channel, ClientSession session) throws IOException {
    OpenFuture opening = channel.open();
    try {
      opening.verify(OPEN);
    } catch (IOException e) {
      boolean silent = !opening.isDone();
      session.close(true);
      throw silent && !(e instanceof InterruptedIOException)
          ? new IOException("it gives no answer within " + OPEN.toSeconds() + " s", e)
          : e;
    }
  }

  private static int exitCode(ChannelExec channel) throws IOException {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    String signal = channel.getExitSignal();
    if (signal == null) {
      throw new IOException(
          "the connection was lost before the command had ended; it may still be running there");
    }
    return SIGNALLED + SIGNALS.getOrDefault(signal, 0);
  }
}
