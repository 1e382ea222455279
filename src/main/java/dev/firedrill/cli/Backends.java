package dev.firedrill.cli;

import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import java.util.List;

/** The backends there are. */
record Backends(List<Backend> all) {

  static Backends standard() {
    return new Backends(
        List.of(
            new SimulatedBackend(),
            new ContainerBackend(new KubeadmDistribution()),
            new ContainerBackend(new K3sDistribution())));
  }

  /**
   * The backend of that name.
   *
   * @throws Refused naming those there are
   */
  Backend named(String name) {
    return all.stream()
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    List.of(
                        "--backend: no backend \"%s\"; there are %s"
                            .formatted(name, all.stream().map(Backend::name).toList()))));
  }
}
