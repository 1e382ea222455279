package dev.firedrill.backend.containers;

import com.dajudge.kindcontainer.KindContainer;
import com.dajudge.kindcontainer.KindContainerVersion;
import com.dajudge.kindcontainer.KubernetesImageSpec;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.images.builder.Transferable;

/**
 * One machine with a control plane on it, made by KindContainer: it runs kubeadm, installs the pod
 * network and lets pods run on the control plane. The container has the name, the address, the
 * labels and the host's configuration that every other machine has, so that it is used, found again
 * and removed like one. KindContainer reaches it over a port of this machine, which only a network
 * that is not internal has; nobody translates its addresses on the way out.
 */
final class KindMachine implements MachineCreation {

  /** What Testcontainers reads, and what becomes of machines without it. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TESTCONTAINERS_RYUK_DISABLED", "it would pull an image of its own",
          "TESTCONTAINERS_CHECKS_DISABLE", "it would pull an image of its own",
          "TESTCONTAINERS_REUSE_ENABLE", "it would remove machines that are held");

  /** Where ports of containers are: it asks the engine for a network that this one has not. */
  private static final String HOST = "TESTCONTAINERS_HOST_OVERRIDE";

  private static final String NODE = "kind";
  private static final ExposedPort API = ExposedPort.tcp(6443);

  @Override
  public List<String> obstacles(Engine engine) {
    List<String> reasons = new ArrayList<>();
    ENVIRONMENT.forEach(
        (name, why) -> {
          if (!Boolean.parseBoolean(System.getenv(name))) {
            reasons.add(
                "Testcontainers needs %s=true, or %s; ./firedrill sets it".formatted(name, why));
          }
        });
    if (System.getenv(HOST) == null) {
      reasons.add(
          "Testcontainers needs %s=localhost, or it may look for a network that the engine has not;"
                  .formatted(HOST)
              + " ./firedrill sets it");
    }
    engine
        .anyImageOf("firedrill/node")
        .flatMap(image -> Privileged.problem(engine, image))
        .ifPresent(reasons::add);
    return reasons;
  }

  @Override
  public String scope() {
    return "one control plane called %s, made by KindContainer".formatted(NODE);
  }

  @Override
  public List<String> unfit(Topology topology) {
    List<Machine> machines = topology.machines();
    boolean fits =
        machines.size() == 1
            && machines.get(0).role() == NodeRole.CONTROL_PLANE
            && machines.get(0).name().value().equals(NODE);
    return fits
        ? List.of()
        : List.of(
            "cluster %s has the machines %s, and KindContainer makes one control plane called %s"
                .formatted(topology.name(), topology.nodes(), NODE));
  }

  @Override
  public List<String> problems(Topology topology, Collection<Version> versions) {
    return versions.stream()
        .filter(version -> known(version).isEmpty())
        .map(
            version ->
                "KindContainer knows no release of the minor of %s; it knows %s"
                    .formatted(version, Arrays.toString(KindContainerVersion.values())))
        .toList();
  }

  @Override
  public void create(
      Engine engine, TimeSource time, Topology topology, Labels labels, Version version) {
    ContainerMachines machines = new ContainerMachines(engine, time, topology, labels);
    machines.createNetwork(version, false);
    Machine machine = topology.machines().get(0);
    String volume = "firedrill-" + labels.run();
    OfRelease container =
        new OfRelease(known(version).orElseThrow(), topology.image(version), version);
    container
        .withPodSubnet(topology.podSubnet())
        .withServiceSubnet(topology.serviceSubnet())
        .withReuse(true, volume)
        .withCreateContainerCmdModifier(command -> configure(command, topology, labels, machine));
    try {
      container.start();
    } finally {
      removeVolume(engine, "kindcontainer-reuse-" + volume);
    }
    machines.awaitUp(machine.name());
  }

  /** The release that KindContainer knows of the same minor. */
  static Optional<KindContainerVersion> known(Version version) {
    String minor = "%d.%d.".formatted(version.major(), version.minor());
    return Arrays.stream(KindContainerVersion.values())
        .filter(known -> known.toString().startsWith(minor))
        .findFirst();
  }

  /**
   * The file for kubeadm, or any other, with the release in the place of the known one.
   *
   * @param known as KindContainer writes it, without a v
   */
  static String ofRelease(String file, String known, Version release) {
    return file.replace(
        "kubernetesVersion: v" + known + "\n", "kubernetesVersion: " + release + "\n");
  }

  /** All but what KindContainer runs in it. */
  private static void configure(
      CreateContainerCmd command, Topology topology, Labels labels, Machine machine) {
    String name = machine.name().value();
    HostConfig host =
        MachineHost.privileged(ContainerMachines.network(topology.name()))
            .withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), API));
    command
        .withName(ContainerMachines.container(topology.name(), name))
        .withHostName(name)
        .withIpv4Address(machine.address())
        .withHostConfig(host)
        .withVolumes(List.of())
        .withLabels(labels.of("control-plane", name));
  }

  /** Made for containerd's folder, which is the machine's own instead. */
  private static void removeVolume(Engine engine, String volume) {
    try {
      engine.docker().removeVolumeCmd(volume).exec();
    } catch (NotFoundException e) {
      // Never made.
    }
  }

  /**
   * KindContainer knows one release a minor and has kubeadm ask for the images of that. A machine
   * has those of its own release, which is what the file for kubeadm is to say.
   */
  private static final class OfRelease extends KindContainer<OfRelease> {

    private final KindContainerVersion known;
    private final Version release;

    OfRelease(KindContainerVersion known, String image, Version release) {
      super(new KubernetesImageSpec<>(known).withImage(image));
      this.known = known;
      this.release = release;
    }

    @Override
    public void copyFileToContainer(Transferable file, String path) {
      super.copyFileToContainer(Transferable.of(corrected(file.getBytes())), path);
    }

    private byte[] corrected(byte[] file) {
      return ofRelease(new String(file, StandardCharsets.UTF_8), known.toString(), release)
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
