package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Overridden;
import dev.firedrill.tools.Reissue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs has certificates that are over, whether it is restarted for that or reads again. */
class ExpireCertificatesTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final Component ETCD = Component.ETCD;
  private static final ExpireCertificates ALL =
      new ExpireCertificates(List.of("all"), List.of(FIRST), Duration.ofHours(-1));

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  private final NodeShell node = cluster.shell(FIRST);
  private final Distribution kubeadm = new KubeadmDistribution();
  private String before = "";
  private Instant begun = Instant.EPOCH;

  @BeforeEach
  void initialise() {
    kubeadm.bootstrap().initialise(node, topology, VERSION);
    before = kubeadm.controlPlane().instance(node, ETCD);
    begun = cluster.time().now();
  }

  @Test
  void what_reads_at_its_start_is_restarted_with_what_is_over(@TempDir Path folder) {
    ALL.inject(context(kubeadm, folder));
    assertThat(end()).isBefore(begun);
    assertThat(kubeadm.controlPlane().instance(node, ETCD)).isNotEqualTo(before);
  }

  @Test
  void what_reads_again_goes_on_with_what_ends_while_it_is_waited_for(@TempDir Path folder) {
    Duration within = Duration.ofMinutes(5);
    ALL.inject(context(rereadingWithin(within), folder));
    assertThat(end()).isBetween(begun.plus(within).minusSeconds(1), cluster.time().now());
    assertThat(kubeadm.controlPlane().instance(node, ETCD)).isEqualTo(before);
  }

  @Test
  void one_that_has_only_just_ended_counts_as_over(@TempDir Path folder) {
    FaultContext context = context(rereadingWithin(Duration.ofMinutes(5)), folder);
    ALL.inject(context);
    assertThat(ALL.confirmation(context).look().get().toString()).doesNotContain("ends later");
  }

  private Instant end() {
    return Reissue.certificate(node.read("/etc/kubernetes/pki/apiserver.crt"))
        .getNotAfter()
        .toInstant();
  }

  private FaultContext context(Distribution distribution, Path folder) {
    return new FaultContext(
        cluster, distribution, cluster::shell, new Seed(1), BackupSet.unencrypted(folder));
  }

  private Distribution rereadingWithin(Duration within) {
    Certificates rereading =
        Overridden.with(
            Certificates.class,
            kubeadm.certificates(),
            new Object() {
              @SuppressWarnings("unused")
              public Optional<Duration> rereadWithin() {
                return Optional.of(within);
              }
            });
    return Overridden.with(
        Distribution.class,
        kubeadm,
        new Object() {
          @SuppressWarnings("unused")
          public Certificates certificates() {
            return rereading;
          }
        });
  }
}
