package dev.firedrill.backend.ssh;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.SshAccess;
import dev.firedrill.ports.NodeUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one machine, opened when it is first needed, used by every command, and opened
 * again after it was lost. The machine is known by its host key and Firedrill by its own key;
 * nothing else is tried, and neither {@code ~/.ssh/config} nor an agent is asked.
 */
final class SshConnection implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PROBE = Duration.ofSeconds(20);

  /** A machine that answers none of three of these is gone, however long a command may take. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int UNANSWERED_HEARTBEATS = 3;
  private static final String LOOPBACK = "127.0.0.1";

  private final NodeName node;
  private final SshAccess access;
  private final Path key;
  private final HostKeys hostKeys;
  private final Duration patience;
  private final Map<Integer, Integer> forwards = new HashMap<>();
  private @Nullable SshClient client;
  private @Nullable ClientSession session;

  /** Connects to nothing yet. */
  SshConnection(NodeName node, SshAccess access, Path key, Path knownHosts) {
    this(node, access, key, knownHosts, PATIENCE);
  }

  /**
   * Connects to nothing yet.
   *
   * @param patience how long a server that has taken a connection may be silent
   */
  SshConnection(NodeName node, SshAccess access, Path key, Path knownHosts, Duration patience) {
    this.patience = patience;
    this.node = node;
    this.access = access;
    this.key = key;
    this.hostKeys = new HostKeys(knownHosts, access.host(), access.port());
  }

  NodeName node() {
    return node;
  }

  /**
   * Runs a program as root, to its end.
   *
   * @param doing for messages, what is being done
   * @throws NodeUnreachable where the machine cannot be reached, or is not known to have ended it
   * @throws TimeoutException where it does not end in its time
   */
  RemoteCommand run(List<String> argv, InputStream input, Duration limit, String doing)
      throws TimeoutException {
    ClientSession open = session(doing);
    try {
      return RemoteCommand.run(open, line(argv), input, limit);
    } catch (IOException e) {
      throw broken(doing, e);
    } catch (InterruptedException e) {
      throw interrupted(doing);
    }
  }

  /**
   * A port of this machine's loopback that leads to a port of the machine's own. It stays the same.
   *
   * @throws NodeUnreachable where the machine cannot be reached, or its SSH server lets nobody
   *     through to that port
   */
  synchronized int forward(int remotePort) {
    String doing = "forwarding a port to its port " + remotePort;
    int local = forwards.computeIfAbsent(remotePort, port -> freePort());
    ClientSession open = session(doing);
    try {
      if (!open.isLocalPortForwardingStartedForPort(local)) {
        SshdSocketAddress there = new SshdSocketAddress(LOOPBACK, remotePort);
        requireForwarding(open, there);
        open.startLocalPortForwarding(new SshdSocketAddress(LOOPBACK, local), there);
      }
      return local;
    } catch (IOException e) {
      throw broken(doing, e);
    }
  }

  /**
   * Found out once a connection: whoever uses the port would only see it closed, as if nobody
   * listened there.
   */
  private void requireForwarding(ClientSession open, SshdSocketAddress there) throws IOException {
    ChannelDirectTcpip channel =
        open.createDirectTcpipChannel(new SshdSocketAddress(LOOPBACK, 0), there);
    try {
      OpenFuture opening = channel.open();
      opening.await(patience);
      // Whatever else keeps it closed, whoever uses the port is told.
      if (opening.getException() instanceof SshChannelOpenException refused
          && refused.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED) {
        throw new IOException(
            "its SSH server lets nobody through to %s: sshd_config has to say \"AllowTcpForwarding local\", and PermitOpen, where it is there, %s"
                .formatted(there, there),
            refused);
      }
    } finally {
      channel.close(true);
    }
  }

  @Override
  public synchronized void close() {
    SshClient open = client;
    if (open != null) {
      open.stop();
    }
    client = null;
    session = null;
  }

  private synchronized ClientSession session(String doing) {
    ClientSession known = session;
    if (known == null || !known.isOpen()) {
      known = connect(doing);
      session = known;
    }
    return known;
  }

  private ClientSession connect(String doing) {
    ClientSession opened = null;
    hostKeys.ask();
    try {
      opened =
          client()
              .connect(access.user(), access.host(), access.port())
              .verify(CONNECT)
              .getClientSession();
      opened.addPublicKeyIdentity(PrivateKeyFile.read(key));
      authenticate(opened);
      requireRoot(opened, doing);
      return opened;
    } catch (IOException e) {
      abandon(opened);
      throw broken(doing, e);
    } catch (UnresolvedAddressException e) {
      throw broken(doing, new UnknownHostException("no such host is known"));
    } catch (RuntimeException e) {
      abandon(opened);
      throw e;
    }
  }

  private void authenticate(ClientSession opened) throws IOException {
    AuthFuture authentication = opened.auth();
    try {
      authentication.verify(patience);
    } catch (IOException e) {
      if (isInterruption(e)) {
        throw e;
      }
      if (!authentication.isDone()) {
        throw new IOException(
            "its SSH server gives no answer within %d ms: is the machine overloaded, or does it stand still?"
                .formatted(patience.toMillis()),
            e);
      }
      if (!hostKeys.refusal().isEmpty()) {
        throw new IOException(hostKeys.refusal(), e);
      }
      throw new IOException(
          "user %s is not let in with the key %s (%s): is its public half in ~%s/.ssh/authorized_keys there?"
              .formatted(access.user(), key, reason(e), access.user()),
          e);
    }
  }

  /** Operations work as root; found out once a connection, and not by what fails half way. */
  private void requireRoot(ClientSession opened, String doing) throws IOException {
    try {
      RemoteCommand found =
          RemoteCommand.run(
              opened, line(List.of("id", "-u")), InputStream.nullInputStream(), PROBE);
      String who = new String(found.stdout(), StandardCharsets.UTF_8).strip();
      if (found.exitCode() != 0 || !who.equals("0")) {
        String why = new String(found.stderr(), StandardCharsets.UTF_8).strip();
        throw new IOException(
            "user %s is not root there%s: %s"
                .formatted(
                    access.user(),
                    why.isEmpty() ? "" : " (" + why + ")",
                    access.sudo()
                        ? "let that user run everything by sudo without a password (NOPASSWD: ALL)"
                        : "log in as root, or say \"sudo: true\" in the inventory"));
      }
    } catch (TimeoutException e) {
      throw new IOException("its shell answers nothing within " + PROBE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      throw interrupted(doing);
    }
  }

  private String line(List<String> argv) {
    return PosixLine.of(
        access.sudo()
            ? Stream.concat(Stream.of("sudo", "-n", "--"), argv.stream()).toList()
            : argv);
  }

  private SshClient client() {
    SshClient known = client;
    if (known == null) {
      known = SshClient.setUpDefaultClient();
      known.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      known.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      known.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
      known.setServerKeyVerifier(hostKeys);
      known.setSignatureFactories(hostKeys.ordered(known.getSignatureFactories()));
      // A command is a few small packets each way; each would wait 40 ms for the one before it.
      CoreModuleProperties.TCP_NODELAY.set(known, true);
      CoreModuleProperties.IDLE_TIMEOUT.set(known, Duration.ZERO);
      CoreModuleProperties.HEARTBEAT_INTERVAL.set(known, HEARTBEAT);
      CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(known, UNANSWERED_HEARTBEATS);
      known.start();
      client = known;
    }
    return known;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("this machine has no free port on its loopback", e);
    }
  }

  private static void abandon(@Nullable ClientSession opened) {
    if (opened != null) {
      opened.close(true);
    }
  }

  private RuntimeException broken(String doing, IOException why) {
    return isInterruption(why)
        ? interrupted(doing)
        : new NodeUnreachable(node, doing, access + ": " + reason(why), why);
  }

  private static boolean isInterruption(IOException why) {
    return why instanceof InterruptedIOException && !(why instanceof SocketTimeoutException);
  }

  private CancellationException interrupted(String doing) {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while " + doing + " on node " + node);
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage().strip();
  }
}
