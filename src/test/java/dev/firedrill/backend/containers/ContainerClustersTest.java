package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.remote.RunClaims;
import dev.firedrill.cli.RealClusterFiles;
import dev.firedrill.model.Component;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("containers")
class ContainerClustersTest {

  private static final String RUN = TestEngine.unique("container-clusters-test");
  private static final NodeName NODE = new NodeName("cp-1");
  private static final TimeSource TIME = new MonotonicTimeSource();

  @TempDir Path folder;

  private Engine engine;
  private ContainerClusters clusters;

  @BeforeEach
  void find_the_engine() {
    engine = TestEngine.with(TestEngine.node(TestEngine.OLD), LoadBalancer.IMAGE);
    clusters = clusters(folder);
  }

  @AfterEach
  void remove_everything() {
    if (engine != null) {
      clusters.destroy(RUN);
    }
  }

  @Test
  void a_cluster_is_made_and_removed_without_a_trace() {
    ContainerCluster cluster =
        clusters.create(topology(TestEngine.unique("trace"), ""), TestEngine.OLD, RUN);
    NodeShell shell = cluster.shell(NODE);
    assertThat(shell.run(Command.of("hostname")).stdout()).isEqualTo("cp-1\n");
    assertThat(shell.run(Command.of("hostname", "-I")).stdout().strip())
        .startsWith(TestEngine.address(11));
    assertThat(shell.run(Command.of("kubeadm", "version", "-o", "short")).stdout().strip())
        .isEqualTo(TestEngine.OLD.toString());
    assertThat(clusters.leftovers()).noneMatch(leftover -> leftover.run().equals(RUN));

    List<String> its = volumesOfTheRun();
    assertThat(volumes()).containsAll(its);
    assertThat(clusters.destroy(RUN)).isEqualTo(new Removed(1, 1, 1));
    assertThat(new Inventory(engine).of(RUN)).isEmpty();
    assertThat(volumes()).contains(ReleaseVolume.NAME).doesNotContainAnyElementsOf(its);
    assertThat(clusters.destroy(RUN)).isEqualTo(new Removed(0, 0, 0));
  }

  @Test
  void an_upgrade_finds_programs_and_images_of_the_new_version() {
    engine = TestEngine.with(TestEngine.node(TestEngine.NEW));
    ContainerCluster cluster =
        clusters.create(topology(TestEngine.unique("release"), ""), TestEngine.OLD, RUN);
    NodeShell shell = cluster.shell(NODE);
    assertThat(cluster.releases().has(TestEngine.NEW)).isTrue();
    assertThat(cluster.releases().has(Version.parse("v1.99.0"))).isFalse();

    cluster.releases().loadImages(NODE, TestEngine.NEW);
    cluster.releases().loadImages(NODE, TestEngine.NEW);
    assertThat(shell.run(Command.of("ctr", "-n", "k8s.io", "images", "list", "-q")).stdout())
        .contains("registry.k8s.io/kube-apiserver:" + TestEngine.NEW)
        .contains("registry.k8s.io/kube-proxy:" + TestEngine.NEW);

    cluster.releases().install(NODE, Component.KUBEADM, TestEngine.NEW);
    cluster.releases().install(NODE, Component.KUBEADM, TestEngine.NEW);
    assertThat(shell.run(Command.of("kubeadm", "version", "-o", "short")).stdout().strip())
        .isEqualTo(TestEngine.NEW.toString());
    assertThat(shell.run(Command.of("kubelet", "--version")).stdout())
        .contains(TestEngine.OLD.toString());
    assertThatThrownBy(() -> cluster.releases().install(NODE, Component.ETCD, TestEngine.NEW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the release has no program etcd");
  }

  @Test
  void what_a_killed_run_left_is_found_and_removed_and_a_living_run_is_not() throws Exception {
    Owner dead = deadProcess();
    Topology topology = topology(TestEngine.unique("killed"), "");
    new ContainerMachines(
            engine, TIME, topology, new Labels(TestEngine.unique("killed"), RUN, dead))
        .create(TestEngine.OLD);
    assertThat(clusters.leftovers()).contains(new Leftover(TestEngine.unique("killed"), RUN, 1, 1));
    assertThat(clusters.problems(topology, List.of(TestEngine.OLD)))
        .singleElement()
        .asString()
        .contains("left over from run " + RUN)
        .contains("./firedrill clean");

    // Another process goes on with the run: it is a leftover no longer.
    ContainerCluster resumed = clusters.attach(topology, RUN);
    assertThat(resumed.shell(NODE).run(Command.of("true")).succeeded()).isTrue();
    assertThat(clusters.leftovers()).noneMatch(leftover -> leftover.run().equals(RUN));

    // That process is killed, too: its claim ends with it.
    ContainerClusters others = clusters(folder.resolve("others"));
    Leftover left = new Leftover(TestEngine.unique("killed"), RUN, 1, 1);
    assertThat(others.leftovers()).contains(left);
    assertThat(clusters.clean(List.of(left))).isEqualTo(new Removed(0, 0, 0));
    assertThat(others.clean(List.of(left))).isEqualTo(new Removed(1, 1, 1));
    assertThat(others.leftovers()).noneMatch(leftover -> leftover.run().equals(RUN));
  }

  @Test
  void everything_that_stands_in_the_way_is_said_at_once() {
    engine
        .docker()
        .createNetworkCmd()
        .withName(TestEngine.unique("firedrill-in-the-way"))
        .withInternal(true)
        .withIpam(
            new Ipam().withConfig(new Ipam.Config().withSubnet(TestEngine.address(128) + "/25")))
        .withLabels(
            new Labels(TestEngine.unique("crowded"), RUN, Owner.thisProcess()).of("network"))
        .exec();
    Topology topology = topology(TestEngine.unique("crowded"), "");
    List<Version> versions = List.of(TestEngine.OLD, Version.parse("v1.98.0"));
    assertThat(clusters.problems(topology, versions))
        .hasSize(3)
        .anySatisfy(p -> assertThat(p).contains("firedrill/node:v1.98.0").contains("images build"))
        .anySatisfy(
            p -> assertThat(p).contains(TestEngine.address(128) + "/25").contains("in-the-way"))
        .anySatisfy(p -> assertThat(p).contains("is there, made by process"));
    assertThatThrownBy(() -> clusters.create(topology, Version.parse("v1.98.0"), RUN))
        .isInstanceOf(ClusterRefused.class)
        .hasMessageContaining("v1.98.0")
        .hasMessageContaining(TestEngine.address(128) + "/25");
  }

  @Test
  void an_image_is_found_by_its_repository_alone() {
    assertThat(engine.anyImageOf("firedrill/node"))
        .hasValueSatisfying(image -> assertThat(image).startsWith("firedrill/node:"));
    assertThat(engine.anyImageOf("firedrill/no-such")).isEmpty();
  }

  @Test
  void a_machine_that_does_not_come_up_says_so_and_nothing_is_left() {
    Version version = Version.parse("v0.0.1");
    Topology broken =
        new Topology(
            TestEngine.unique("broken"),
            "firedrill/broken",
            TestEngine.SUBNET,
            "10.244.0.0/16",
            "10.96.0.0/16",
            TestEngine.address(11) + ":6443",
            "",
            List.of(new Machine(NODE, NodeRole.CONTROL_PLANE, TestEngine.address(11))));
    makeImage(broken.image(version), "sh", "-c", "echo no room; exit 1");
    try {
      assertThatThrownBy(() -> clusters.create(broken, version, RUN))
          .isInstanceOf(MachineNotUp.class)
          .hasMessageContaining("machine cp-1 was started and is exited")
          .hasMessageContaining("no room");
    } finally {
      engine.docker().removeImageCmd(broken.image(version)).exec();
    }
    assertThat(new Inventory(engine).of(RUN)).isEmpty();
  }

  @Test
  void the_load_balancer_accepts_its_configuration_and_listens() {
    Topology topology = topology(TestEngine.unique("balanced"), TestEngine.address(2));
    ContainerCluster cluster = clusters.create(topology, TestEngine.OLD, RUN);
    Container balancer =
        new Inventory(engine)
            .of(RUN).orElseThrow().containers().stream()
                .filter(container -> "load-balancer".equals(container.getLabels().get(Labels.ROLE)))
                .findFirst()
                .orElseThrow();
    assertThat(balancer.getState()).isEqualTo("running");
    NodeShell node = cluster.shell(NODE);
    for (String port : List.of("80", "6443")) {
      Command connect =
          Command.of("bash", "-c", "exec 3<>/dev/tcp/" + TestEngine.address(2) + "/" + port)
              .within(Duration.ofSeconds(5));
      assertThat(node.run(connect).succeeded()).as("port " + port).isTrue();
    }
  }

  private ContainerClusters clusters(Path claims) {
    return new ContainerClusters(engine, TIME, RealClusterFiles.ofKubeadm(), new RunClaims(claims));
  }

  private static Topology topology(String name, String loadBalancer) {
    return new Topology(
        name,
        TestEngine.REPOSITORY,
        TestEngine.SUBNET,
        "10.244.0.0/16",
        "10.96.0.0/16",
        (loadBalancer.isEmpty() ? TestEngine.address(11) : loadBalancer) + ":6443",
        loadBalancer,
        List.of(new Machine(NODE, NodeRole.CONTROL_PLANE, TestEngine.address(11))));
  }

  private void makeImage(String image, String... entrypoint) {
    String id =
        engine
            .docker()
            .createContainerCmd(TestEngine.node(TestEngine.OLD))
            .withEntrypoint(entrypoint)
            .withLabels(
                new Labels(TestEngine.unique("broken"), RUN, Owner.thisProcess()).of("test"))
            .exec()
            .getId();
    String[] name = image.split(":");
    engine.docker().commitCmd(id).withRepository(name[0]).withTag(name[1]).exec();
    clusters.destroy(RUN);
  }

  private List<String> volumes() {
    return engine.docker().listVolumesCmd().exec().getVolumes().stream()
        .map(InspectVolumeResponse::getName)
        .toList();
  }

  private List<String> volumesOfTheRun() {
    return new Inventory(engine)
        .of(RUN).orElseThrow().containers().stream()
            .flatMap(container -> container.getMounts().stream())
            .map(ContainerMount::getName)
            .filter(name -> name != null && !name.isEmpty() && !name.equals(ReleaseVolume.NAME))
            .toList();
  }

  private static Owner deadProcess() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    Owner owner = new Owner(process.pid(), process.info().startInstant().orElseThrow());
    assertThat(owner.isAlive()).isTrue();
    process.destroyForcibly().waitFor();
    return owner;
  }
}
