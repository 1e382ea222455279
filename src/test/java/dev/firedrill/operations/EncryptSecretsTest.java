package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Encryption;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets are encrypted on every control plane, also on one that joins later. */
class EncryptSecretsTest {

  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName SECOND = new NodeName("cp-2");
  private static final String FILE = "/etc/kubernetes/pki/encryption-configuration.yaml";
  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, Version.parse("v1.29.4"), new Simulation(3));
  @TempDir private Path folder;
  private OperationContext context;

  @BeforeEach
  void initialise() {
    context = SimulatedGround.on(cluster, folder);
    new InitialiseControlPlane(FIRST, Version.parse("v1.29.4")).run(context);
    topology.otherControlPlanes().forEach(node -> new JoinControlPlane(node).run(context));
  }

  private String text(NodeName node, String file) {
    return new String(cluster.shell(node).read(file), StandardCharsets.UTF_8);
  }

  @Test
  void every_api_server_reads_one_configuration_and_the_step_may_be_run_again() {
    new EncryptSecrets().run(context);
    String configuration = text(FIRST, FILE);
    assertThat(configuration).contains("secretbox").containsPattern("secret: [A-Za-z0-9+/]{43}=");
    for (NodeName node : topology.controlPlanes()) {
      assertThat(text(node, FILE)).isEqualTo(configuration);
      assertThat(text(node, MANIFEST)).contains("--encryption-provider-config=" + FILE);
    }
    String manifest = text(SECOND, MANIFEST);
    new EncryptSecrets().run(context);
    assertThat(text(FIRST, FILE)).isEqualTo(configuration);
    assertThat(text(SECOND, MANIFEST)).isEqualTo(manifest);
    assertThat(
            cluster
                .kubernetes()
                .client()
                .configMaps()
                .inNamespace("kube-system")
                .withName("kubeadm-config")
                .get()
                .getData()
                .get("ClusterConfiguration"))
        .containsOnlyOnce("encryption-provider-config: " + FILE);
  }

  @Test
  void a_control_plane_that_joins_gets_it_too() {
    new EncryptSecrets().run(context);
    NodeName third = topology.controlPlanes().get(2);
    new RemoveEtcdMember(third).run(context);
    context.distribution().bootstrap().reset(cluster.shell(third));
    cluster.shell(third).run(Command.of("rm", "-f", "/etc/kubernetes/.firedrill-joined"));
    assertThat(new JoinControlPlane(third).run(context)).contains("has joined");
    assertThat(text(third, FILE)).isEqualTo(text(FIRST, FILE));
    assertThat(text(third, MANIFEST)).contains("--encryption-provider-config=" + FILE);
  }

  private OperationContext alone() {
    SimulatedCluster single =
        new SimulatedCluster(
            TopologyFile.read(Path.of("clusters/single.yaml")),
            Version.parse("v1.29.4"),
            new Simulation(3));
    OperationContext ground = SimulatedGround.on(single, folder);
    new InitialiseControlPlane(FIRST, Version.parse("v1.29.4")).run(ground);
    return ground;
  }

  private static OperationContext watched(OperationContext ground, WatchedCluster.Watch watch) {
    return SimulatedGround.with(new WatchedCluster(ground.cluster(), watch), ground);
  }

  private static void assertEncrypts(OperationContext ground) {
    Encryption encryption = ground.distribution().encryption();
    byte[] configuration = ground.shell(FIRST).read(encryption.file());
    assertThat(configuration).isEqualTo(encryption.encrypting(configuration));
    assertThat(encryption.hasRead(ground.shell(FIRST))).isTrue();
  }

  /** There is nobody else who has to read what it writes. */
  @Test
  void the_only_api_server_is_restarted_once() {
    OperationContext ground = alone();
    Set<String> servers = new LinkedHashSet<>();
    WatchedCluster.Watch watch =
        new WatchedCluster.Watch() {
          @Override
          public void before(NodeName node, boolean write) {
            servers.add(
                ground
                    .distribution()
                    .controlPlane()
                    .instance(ground.shell(FIRST), Component.KUBE_APISERVER));
          }

          @Override
          public void after(NodeName node, boolean write) {
            before(node, write);
          }
        };
    new EncryptSecrets().run(watched(ground, watch));
    servers.remove("");
    assertThat(servers).as("the one before and the one after").hasSize(2);
    assertEncrypts(ground);
  }

  /** Ends the step before a write, or after it. */
  private record Killing(int[] left, boolean afterwards) implements WatchedCluster.Watch {

    @Override
    public void before(NodeName node, boolean write) {
      if (write && --left[0] == 0 && !afterwards) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void after(NodeName node, boolean write) {
      if (write && left[0] == 0) {
        throw new IllegalStateException("killed");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,false", "1,true", "2,false", "2,true"})
  void the_only_api_server_encrypts_by_the_first_key_wherever_the_step_was_killed(
      int write, boolean afterwards) {
    OperationContext ground = alone();
    NodeShell shell = ground.shell(FIRST);
    OperationContext killed = watched(ground, new Killing(new int[] {write}, afterwards));
    assertThatThrownBy(() -> new EncryptSecrets().run(killed)).hasMessage("killed");
    ground.cluster().time().sleep(Duration.ofMinutes(1));
    Optional<byte[]> key =
        Shells.exists(shell, FILE) ? Optional.of(shell.read(FILE)) : Optional.empty();
    new EncryptSecrets().run(ground);
    assertEncrypts(ground);
    key.ifPresent(first -> assertThat(shell.read(FILE)).isEqualTo(first));
  }

  /** As the real one: "error opening encryption provider configuration file". */
  @Test
  void an_api_server_without_the_file_does_not_come_back() {
    new EncryptSecrets().run(context);
    NodeShell shell = context.shell(SECOND);
    shell.run(Command.of("rm", "-f", FILE));
    context.distribution().controlPlane().end(shell);
    new Await(cluster.time())
        .untilSettled(
            new Condition<>(
                "gone",
                "the API server on node " + SECOND,
                () ->
                    Sight.when(
                        !context
                            .distribution()
                            .controlPlane()
                            .running(shell)
                            .contains("kube-apiserver"),
                        () -> "it runs")),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
  }
}
