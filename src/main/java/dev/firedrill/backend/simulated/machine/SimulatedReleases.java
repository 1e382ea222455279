package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.ReleaseSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The releases that a simulated machine can be given: some of 1.29, 1.30 and 1.31. */
public final class SimulatedReleases implements ReleaseSource {

  /** What a machine of a node image has in place of a pod network's manifest. */
  public static final String NETWORK_MANIFEST = "/kind/manifests/default-cni.yaml";

  private static final List<Component> PROGRAMS =
      List.of(Component.KUBEADM, Component.KUBELET, Component.KUBECTL);
  private static final Map<Version, ReleaseImages> KNOWN = known();

  private static final Duration LOADING = Duration.ofMillis(800);
  private static final Duration INSTALLING = Duration.ofMillis(60);

  private final Function<NodeName, Machine> machines;
  private final Simulation simulation;
  private final Catalogue catalogue;

  /**
   * The releases of one distribution.
   *
   * @param images the images of each
   * @param programs what is installed on a machine, by what its file is called; each with all the
   *     programs that this one file is
   */
  public record Catalogue(
      Map<Version, List<String>> images, Map<Component, List<Component>> programs) {}

  /** Brings releases of kubeadm's to these machines. */
  public SimulatedReleases(Function<NodeName, Machine> machines, Simulation simulation) {
    this(machines, simulation, ofKubeadm());
  }

  /** Brings the releases of a distribution to these machines. */
  public SimulatedReleases(
      Function<NodeName, Machine> machines, Simulation simulation, Catalogue catalogue) {
    this.machines = machines;
    this.simulation = simulation;
    this.catalogue = catalogue;
  }

  /** Those of kubeadm. */
  public static Catalogue ofKubeadm() {
    Map<Version, List<String>> images = new TreeMap<>();
    KNOWN.forEach((version, release) -> images.put(version, release.all()));
    Map<Component, List<Component>> programs = new LinkedHashMap<>();
    PROGRAMS.forEach(program -> programs.put(program, List.of(program)));
    return new Catalogue(images, programs);
  }

  /**
   * The images that kubeadm of that release asks for.
   *
   * @throws IllegalArgumentException where there is no such release
   */
  public static ReleaseImages images(Version version) {
    return Optional.ofNullable(KNOWN.get(version))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no release " + version + "; there are " + KNOWN.keySet()));
  }

  /** Makes a machine as a container of that release's node image is when it is new. */
  public static void prepare(Machine machine, Version version) {
    ReleaseImages images = images(version);
    machine.containers().images().addAll(images.all());
    machine.containers().images().addAll(ReleaseImages.OF_EVERY_NODE);
    PROGRAMS.forEach(program -> machine.programs().put(program, version));
    machine.files().write(NETWORK_MANIFEST, networkManifest());
  }

  /** True where there is such a release. */
  public static boolean isKnown(Version version) {
    return KNOWN.containsKey(version);
  }

  @Override
  public boolean has(Version version) {
    return catalogue.images().containsKey(version);
  }

  @Override
  public void loadImages(NodeName node, Version version) {
    reach(node, "loading the images of " + version);
    List<String> images = catalogue.images().get(version);
    if (images == null) {
      throw new IllegalArgumentException(
          "no release %s; there are %s".formatted(version, catalogue.images().keySet()));
    }
    if (machines.apply(node).containers().images().addAll(images)) {
      pass(LOADING);
    }
    pass(INSTALLING);
  }

  @Override
  public void install(NodeName node, Component program, Version version) {
    List<Component> programs = catalogue.programs().get(program);
    if (programs == null) {
      throw new IllegalArgumentException(
          "%s is not a program of a node; those are %s"
              .formatted(program, catalogue.programs().keySet()));
    }
    if (!has(version)) {
      throw new IllegalStateException(
          "installing %s %s on %s failed: there is no such release"
              .formatted(program, version, node));
    }
    reach(node, "installing " + program + " " + version);
    programs.forEach(each -> machines.apply(node).programs().put(each, version));
    pass(INSTALLING);
  }

  private void reach(NodeName node, String doing) {
    Power power = machines.apply(node).power();
    if (!power.on() || power.paused()) {
      throw new NodeUnreachable(
          node, doing, "the machine does not answer", new IllegalStateException("gone"));
    }
  }

  private void pass(Duration usual) {
    simulation.sleep(simulation.chance().about(usual));
  }

  private static Map<Version, ReleaseImages> known() {
    Map<Version, ReleaseImages> known = new TreeMap<>();
    for (String release :
        List.of(
            "v1.29.4 3.5.12-0 v1.11.1 3.9",
            "v1.29.14 3.5.16-0 v1.11.1 3.9",
            "v1.30.4 3.5.12-0 v1.11.1 3.9",
            "v1.30.14 3.5.15-0 v1.11.3 3.9",
            "v1.31.14 3.5.24-0 v1.11.3 3.10")) {
      String[] parts = release.split(" ");
      Version version = Version.parse(parts[0]);
      known.put(version, new ReleaseImages(version, parts[1], parts[2], parts[3]));
    }
    return known;
  }

  private static byte[] networkManifest() {
    try (InputStream manifest = SimulatedReleases.class.getResourceAsStream("default-cni.yaml")) {
      if (manifest == null) {
        throw new IllegalStateException("the build leaves out default-cni.yaml");
      }
      return manifest.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("default-cni.yaml cannot be read", e);
    }
  }
}
