package dev.firedrill.distribution;

import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.util.Optional;

/**
 * What a program on a node shows to whoever connects, whatever its files say: one that reads them
 * when it starts goes on with what was there then.
 *
 * @param name whose it is, for example {@code kubelet}
 * @param port where it listens
 */
public record ServedCertificate(String name, int port) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The certificate; nothing where nobody listens. */
  public Optional<NodeCertificate> on(NodeShell node) {
    String address = "127.0.0.1:" + port;
    // What asks for a client's certificate has shown its own by then, and the exit code is not 0.
    String shown =
        node.run(
                Command.of("openssl", "s_client", "-noservername", "-connect", address)
                    .within(LIMIT))
            .stdout();
    return CertificateFiles.printed(
        node, new CertificatePlace(name + " as served", address, "", Kind.LEAF), shown);
  }
}
