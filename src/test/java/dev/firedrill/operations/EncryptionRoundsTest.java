package dev.firedrill.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Encryption;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Shells;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No API server encrypts before all can read, and no key is lost, whenever it is ended. */
class EncryptionRoundsTest {

  private static final String OTHER = "/etc/kubernetes/enc/ours.yaml";
  private static final String MANIFEST = "/etc/kubernetes/manifests/kube-apiserver.yaml";

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final List<NodeName> nodes = topology.controlPlanes();
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, Version.parse("v1.29.4"), new Simulation(3));
  private final KubeadmDistribution kubeadm = new KubeadmDistribution();
  private final Encryption encryption = kubeadm.encryption();
  @TempDir private Path folder;
  private OperationContext context;

  @BeforeEach
  void initialise() {
    context = SimulatedGround.on(cluster, folder);
    new InitialiseControlPlane(nodes.get(0), Version.parse("v1.29.4")).run(context);
    topology.otherControlPlanes().forEach(node -> new JoinControlPlane(node).run(context));
  }

  /** What an API server that runs has read when it started. */
  private enum Knows {
    NOTHING,
    READS,
    ENCRYPTS
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Looks at every call what each running API server knows. */
  private class Watch implements WatchedCluster.Watch {

    private final Map<NodeName, String> containers = new LinkedHashMap<>();
    final Map<NodeName, Knows> known = new LinkedHashMap<>();
    final List<String> violations = new ArrayList<>();

    @Override
    public void before(NodeName node, boolean write) {
      nodes.forEach(this::look);
      if (known.containsValue(Knows.ENCRYPTS) && known.containsValue(Knows.NOTHING)) {
        violations.add(known.toString());
      }
    }

    private void look(NodeName node) {
      NodeShell shell = cluster.shell(node);
      String id = kubeadm.controlPlane().instance(shell, Component.KUBE_APISERVER);
      if (!id.isEmpty() && !id.equals(containers.put(node, id))) {
        known.put(node, knows(shell));
      }
    }

    private Knows knows(NodeShell shell) {
      if (encryption.named(shell).isEmpty()) {
        return Knows.NOTHING;
      }
      byte[] read = shell.read(encryption.file());
      return Arrays.equals(read, encryption.encrypting(read)) ? Knows.ENCRYPTS : Knows.READS;
    }

    @Override
    public void after(NodeName node, boolean write) {}
  }

  /** Ends the step before or after one of its writes, or not at all. */
  private final class KillingWatch extends Watch {

    private int left = Integer.MAX_VALUE;
    private boolean afterwards;

    @Override
    public void before(NodeName node, boolean write) {
      super.before(node, write);
      if (write && --left == 0 && !afterwards) {
        throw new Killed();
      }
    }

    @Override
    public void after(NodeName node, boolean write) {
      if (write && left == 0) {
        throw new Killed();
      }
    }

    private boolean isKilled(OperationContext watched, int write, boolean after) {
      left = write;
      afterwards = after;
      try {
        new EncryptSecrets().run(watched);
        return false;
      } catch (Killed killed) {
        return true;
      }
    }
  }

  private OperationContext watched(Watch watch) {
    return SimulatedGround.with(new WatchedCluster(cluster, watch), context);
  }

  @Test
  void all_api_servers_can_read_before_one_encrypts_also_where_it_is_killed_at_every_write() {
    KillingWatch watch = new KillingWatch();
    OperationContext watched = watched(watch);
    byte[] first = new byte[0];
    boolean killed = true;
    for (int round = 0; killed && round < 2 * nodes.size(); round++) {
      for (int write = 1; killed && write <= 4; write++) {
        killed = watch.isKilled(watched, write, false) && watch.isKilled(watched, write, true);
        first =
            first.length == 0 && write == 2
                ? encryption.encrypting(cluster.shell(nodes.get(0)).read(encryption.file()))
                : first;
      }
      cluster.time().sleep(Duration.ofMinutes(1));
    }
    assertThat(killed).isFalse();
    for (NodeName node : nodes) {
      assertThat(cluster.shell(node).read(encryption.file())).isEqualTo(first);
      assertThat(encryption.hasRead(cluster.shell(node))).isTrue();
    }
    assertThat(watch.known.values()).containsOnly(Knows.ENCRYPTS);
    assertThat(watch.violations).isEmpty();
  }

  /** The order that the step had: the watch has to notice it. */
  @Test
  void an_api_server_that_encrypts_before_the_others_can_read_is_noticed() {
    Watch watch = new Watch();
    NodeShell first = watched(watch).shell(nodes.get(0));
    first.write(encryption.file(), encryption.encrypting(encryption.generate(first)), "0600");
    encryption.use(first);
    cluster.time().sleep(Duration.ofMinutes(1));
    assertThat(encryption.hasRead(first)).isTrue();
    assertThat(watch.violations).isNotEmpty();
  }

  @Test
  void keys_that_differ_are_refused_on_all_nodes_and_stay() {
    NodeShell second = context.shell(nodes.get(1));
    NodeShell third = context.shell(nodes.get(2));
    byte[] other = encryption.generate(second);
    second.write(encryption.file(), other, "0600");
    third.write(encryption.file(), encryption.generate(third), "0600");
    assertThatThrownBy(() -> new EncryptSecrets().run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("different keys on nodes [[cp-2], [cp-3]]")
        .hasMessageContaining("Nothing was changed");
    assertThat(second.read(encryption.file())).isEqualTo(other);
    assertThat(Shells.exists(context.shell(nodes.get(0)), encryption.file())).isFalse();
  }

  @Test
  void files_of_others_and_other_paths_and_lost_files_are_refused_all_at_once() {
    NodeShell first = context.shell(nodes.get(0));
    NodeShell second = context.shell(nodes.get(1));
    first.write(encryption.file(), "kind: EncryptionConfiguration".getBytes(UTF_8), "0600");
    byte[] manifest = second.read(MANIFEST);
    second.write(encryption.file(), encryption.generate(second), "0600");
    encryption.use(second);
    String named = new String(second.read(MANIFEST), UTF_8);
    second.write(MANIFEST, named.replace(encryption.file(), OTHER).getBytes(UTF_8), "0600");
    second.run(Command.of("rm", "-f", encryption.file()));
    assertThatThrownBy(() -> new EncryptSecrets().run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("the file on node cp-1 is none that this step has made")
        .hasMessageContaining("the API server on node cp-2 is told " + OTHER);
    first.run(Command.of("rm", "-f", encryption.file()));
    second.write(MANIFEST, named.getBytes(UTF_8), "0600");
    assertThatThrownBy(() -> new EncryptSecrets().run(context))
        .hasMessageContaining("[cp-2] are told to read it, and none has it");
    assertThat(Shells.exists(first, encryption.file())).isFalse();
    assertThat(second.read(MANIFEST)).isNotEqualTo(manifest);
  }
}
