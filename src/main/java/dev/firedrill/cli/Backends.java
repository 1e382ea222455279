package dev.firedrill.cli;

import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import java.util.List;
import java.util.Optional;

/** The backends there are. */
record Backends(List<Backend> all) {

  private static final String ALL = "all";

  static Backends standard() {
    return new Backends(
        List.of(
            new SimulatedBackend(),
            SimulatedBackend.ofK3s(),
            new ContainerBackend(new KubeadmDistribution()),
            new ContainerBackend(new K3sDistribution()),
            ContainerBackend.kind()));
  }

  /**
   * The backend of that name.
   *
   * @throws Refused naming those there are
   */
  Backend named(String name) {
    return find(name).orElseThrow(() -> new Refused(List.of(unknown(name))));
  }

  /**
   * The backends of a list, each once, in the order of this one.
   *
   * @param names separated by commas; {@code all} among them is every one there is
   * @throws Refused naming every word that is none, and those there are
   */
  List<Backend> listed(String names) {
    List<String> asked = List.of(names.split(",", -1));
    List<String> unknown =
        asked.stream()
            .filter(name -> !name.equals(ALL) && find(name).isEmpty())
            .map(this::unknown)
            .toList();
    if (!unknown.isEmpty()) {
      throw new Refused(unknown);
    }
    return all.stream()
        .filter(backend -> asked.contains(ALL) || asked.contains(backend.name()))
        .toList();
  }

  private Optional<Backend> find(String name) {
    return all.stream().filter(backend -> backend.name().equals(name)).findFirst();
  }

  private String unknown(String name) {
    return "--backend: no backend \"%s\"; there are %s"
        .formatted(name, all.stream().map(Backend::name).toList());
  }
}
