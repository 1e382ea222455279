package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * etcdctl's way to a member, by its flags {@code --endpoints}, {@code --cacert}, {@code --cert} and
 * {@code --key}. A member that is away, or that does not trust the client, is waited for until the
 * command's time is over.
 */
final class EtcdConnection {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Simulation simulation;
  private final Network network;
  private final Machine machine;

  EtcdConnection(Simulation simulation, Network network, Machine machine) {
    this.simulation = simulation;
    this.network = network;
    this.machine = machine;
  }

  /**
   * The first member that answers.
   *
   * @throws EtcdFailure with etcdctl's words
   */
  EtcdMember open(List<String> argv) {
    String endpoints = InstalledTools.option(argv, "--endpoints").orElse("http://127.0.0.1:2379");
    for (String endpoint : endpoints.split(",")) {
      Optional<EtcdMember> member = trusted(argv) ? reach(endpoint) : Optional.empty();
      if (member.isPresent()) {
        return member.get();
      }
    }
    if (!simulation.inEvent()) {
      simulation.sleep(limit(argv));
    }
    throw new EtcdFailure("context deadline exceeded");
  }

  private Optional<EtcdMember> reach(String endpoint) {
    URI uri = URI.create(endpoint.contains("://") ? endpoint : "http://" + endpoint);
    try {
      Address address = new Address(uri.getHost(), uri.getPort());
      return network.connect(machine.address(), address) instanceof EtcdMember member
          ? Optional.of(member)
          : Optional.empty();
    } catch (Unreachable away) {
      return Optional.empty();
    }
  }

  /** Members want a certificate of their own authority (client-cert-auth). */
  private boolean trusted(List<String> argv) {
    Files files = machine.files();
    Optional<byte[]> authority = files.read(machine.places().etcdAuthority() + ".crt");
    Optional<byte[]> certificate = InstalledTools.option(argv, "--cert").flatMap(files::read);
    boolean key = InstalledTools.option(argv, "--key").filter(files::exists).isPresent();
    return authority.isPresent()
        && certificate.isPresent()
        && key
        && new Trust(Pem.certificates(authority.get()))
            .againstClient(Pem.certificate(certificate.get()), machine.clock().now())
            .isEmpty();
  }

  private static Duration limit(List<String> argv) {
    return InstalledTools.option(argv, "--command-timeout")
        .map(text -> Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT)))
        .orElse(LIMIT);
  }
}
