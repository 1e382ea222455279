package dev.firedrill.backend.ssh;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.SshAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/**
 * An SSH server on this machine's loopback that really runs {@code sh}. Whoever logs in is root as
 * far as {@code id} says, by a program of that name in a folder of its own.
 */
final class TestSshServer implements AutoCloseable {

  static final NodeName NODE = new NodeName("cp-1");

  private final Path folder;
  private final List<KeyPair> hostKeys;
  private final KeyPair userKey;
  private final AtomicInteger sessions = new AtomicInteger();
  private final SshServer server = SshServer.setUpDefaultServer();

  private TestSshServer(Path folder, List<KeyPair> hostKeys, KeyPair userKey) {
    this.folder = folder;
    this.hostKeys = hostKeys;
    this.userKey = userKey;
  }

  /** A server with an elliptic host key that lets one key in, whose files are made in a folder. */
  static TestSshServer start(Path folder) throws Exception {
    return start(folder, List.of(elliptic()));
  }

  static TestSshServer start(Path folder, List<KeyPair> hostKeys) throws Exception {
    TestSshServer started = new TestSshServer(folder, hostKeys, elliptic());
    started.start();
    return started;
  }

  private void start() throws Exception {
    Files.createDirectories(folder);
    writeKey(key(), userKey);
    knows(hostKeys.get(0));
    program("id", "echo 0");
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPublickeyAuthenticator(
        (user, shown, session) -> KeyUtils.compareKeys(shown, userKey.getPublic()));
    server.setCommandFactory((channel, line) -> new ServedProcess(line, programs()));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            sessions.incrementAndGet();
          }
        });
    server.start();
    knows(hostKeys.get(0));
  }

  int port() {
    return server.getPort();
  }

  /** How many connections were made to it. */
  int sessions() {
    return sessions.get();
  }

  /** Ends every connection at once, as a network does that breaks. */
  void cut() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  /** From now on it forwards no connection, as sshd with AllowTcpForwarding no. */
  void forwardsNothing() {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }

  Path key() {
    return folder.resolve("key");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /** From now on that key alone is known as the server's. */
  void knows(KeyPair hostKey) throws IOException {
    Files.writeString(
        knownHosts(),
        "[127.0.0.1]:%d %s%n".formatted(port(), PublicKeyEntry.toString(hostKey.getPublic())));
  }

  /** A program that comes before the machine's own of that name. */
  void program(String name, String script) throws IOException {
    Files.createDirectories(programs());
    Path file = programs().resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  SshConnection connection() {
    return connection(false);
  }

  SshConnection connection(boolean sudo) {
    return new SshConnection(
        NODE, new SshAccess("127.0.0.1", port(), "ops", sudo), key(), knownHosts());
  }

  static SshShell shell(SshConnection connection) {
    return new SshShell(connection, new MonotonicTimeSource());
  }

  static KeyPair elliptic() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  static void writeKey(Path file, KeyPair pair) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private Path programs() {
    return folder.resolve("programs");
  }
}
