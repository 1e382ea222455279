package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By what etcd is administered from outside: read from the first control plane that gives it, and
 * kept until it is forgotten.
 */
final class EtcdCredentials {

  private final String certificateFile;
  private final String authorityFile;
  private final Network network;
  private final Supplier<Instant> clock;
  private final Topology topology;
  private final Function<NodeName, Machine> machines;
  private @Nullable FileIdentity copy;

  /**
   * Read from those machines.
   *
   * @param clock what time it is where etcd is administered
   */
  EtcdCredentials(
      Supplier<Instant> clock,
      Network network,
      Topology topology,
      Function<NodeName, Machine> machines,
      Places places) {
    this.clock = clock;
    this.certificateFile = places.etcdClient() + ".crt";
    this.authorityFile = places.etcdAuthority() + ".crt";
    this.network = network;
    this.topology = topology;
    this.machines = machines;
  }

  /** Why the member and this copy do not connect; nothing where they do. */
  Optional<String> refused(EtcdMember member, String host) {
    if (member.identity().isEmpty()) {
      return Optional.empty();
    }
    if (copy == null) {
      copy = read().orElse(null);
    }
    FileIdentity known = copy;
    return known == null
        ? Optional.of("no control plane gives " + certificateFile)
        : known.refusedBy(member.identity().get(), host);
  }

  void forget() {
    copy = null;
  }

  private Optional<FileIdentity> read() {
    for (NodeName node : topology.controlPlanes()) {
      if (!network.reaches(Network.OUTSIDE, topology.machine(node).address())) {
        continue;
      }
      Machine machine = machines.apply(node);
      Optional<byte[]> certificate = machine.files().read(certificateFile);
      Optional<byte[]> authority = machine.files().read(authorityFile);
      if (certificate.isPresent() && authority.isPresent()) {
        Files disk = new Files(clock);
        disk.write(certificateFile, certificate.get());
        disk.write(authorityFile, authority.get());
        return Optional.of(new FileIdentity(disk, certificateFile, authorityFile));
      }
    }
    return Optional.empty();
  }
}
