package dev.firedrill.backend.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.Signature;

/**
 * The host keys of one machine, out of a file in OpenSSH's form. A key that the file does not vouch
 * for is refused, and the file is never written: whose key it is has to be found out by a person.
 */
final class HostKeys extends KnownHostsServerKeyVerifier {

  private final Path file;
  private final String host;
  private final int port;
  private volatile String refusal = "";

  HostKeys(Path file, String host, int port) {
    super(RejectAllServerKeyVerifier.INSTANCE, file);
    this.file = file;
    this.host = host;
    this.port = port;
  }

  /** Why the machine's key was refused since it was last asked for, and what to do; or empty. */
  String refusal() {
    return refusal;
  }

  /** Its key is about to be asked for. */
  void ask() {
    refusal = "";
  }

  /**
   * Those by which a key of the file can be checked first: a server shows the key of the first kind
   * that both sides know.
   */
  List<NamedFactory<Signature>> ordered(List<NamedFactory<Signature>> factories) {
    Set<String> kinds = kinds();
    return factories.stream()
        .sorted(
            Comparator.comparing(
                factory -> !kinds.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
        .toList();
  }

  private Set<String> kinds() {
    try {
      return KnownHostEntry.readKnownHostEntries(file).stream()
          .filter(entry -> entry.isHostMatch(host, port))
          .map(entry -> entry.getKeyEntry().getKeyType())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      // What cannot be read vouches for nobody, which is said when a key is seen.
      return Set.of();
    }
  }

  @Override
  public boolean verifyServerKey(
      ClientSession session, SocketAddress remoteAddress, PublicKey shown) {
    boolean accepted = super.verifyServerKey(session, remoteAddress, shown);
    if (!accepted && refusal.isEmpty()) {
      refusal =
          "its host key, %s, is refused by %s: is it marked as revoked there?"
              .formatted(fingerprint(shown), file);
    }
    return accepted;
  }

  @Override
  protected boolean acceptUnknownHostKey(
      ClientSession session, SocketAddress remoteAddress, PublicKey shown) {
    refusal =
        ("%s has no host key of %s; it shows %s. Compare that with what \"ssh-keygen -lf"
                + " /etc/ssh/ssh_host_*_key.pub\" says on the machine itself, and add it only if it"
                + " is the same: ssh-keyscan -p %d %s >> %s")
            .formatted(file, host, fingerprint(shown), port, host, file);
    return false;
  }

  @Override
  public boolean acceptModifiedServerKey(
      ClientSession session,
      SocketAddress remoteAddress,
      KnownHostEntry entry,
      PublicKey expected,
      PublicKey shown) {
    refusal =
        ("its host key is not the one in %s: expected %s, it shows %s. Either the machine was made"
                + " anew or somebody stands in between: find out which on the machine itself before"
                + " the old key is removed by ssh-keygen -f %s -R '%s'")
            .formatted(
                file,
                fingerprint(expected),
                fingerprint(shown),
                file,
                port == 22 ? host : "[" + host + "]:" + port);
    return false;
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
  }
}
