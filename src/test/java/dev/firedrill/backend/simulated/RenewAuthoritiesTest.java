package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.OperationFailed;
import dev.firedrill.operations.RenewAuthorities;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Recording;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.TrustedAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities of a first control plane, renewed by their own keys. */
class RenewAuthoritiesTest {

  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName WORKER = new NodeName("worker-1");
  private static final String CA = "/etc/kubernetes/pki/ca.crt";
  private static final String ADMIN = "/etc/kubernetes/admin.conf";

  @TempDir private Path folder;

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final Simulation simulation = new Simulation(7);
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, Version.parse("v1.29.4"), simulation);
  private final KubeadmDistribution kubeadm = new KubeadmDistribution();

  @BeforeEach
  void makeAControlPlane() {
    kubeadm.bootstrap().initialise(cluster.shell(FIRST), topology, Version.parse("v1.29.4"));
  }

  private String renew() {
    return new RenewAuthorities(List.of())
        .run(
            new OperationContext(
                cluster,
                kubeadm,
                new Recording(),
                folder,
                BackupSet.unencrypted(folder.resolve("backups")),
                ""));
  }

  private String text(NodeName node, String file) {
    return new String(cluster.shell(node).read(file), StandardCharsets.UTF_8);
  }

  private X509Certificate authority(NodeName node) {
    return Reissue.certificate(cluster.shell(node).read(CA));
  }

  /** As long as it would be good for, signed by itself. */
  private void endAuthorityIn(Duration left) {
    byte[] old = cluster.shell(FIRST).read(CA);
    byte[] key = cluster.shell(FIRST).read(CA.replace(".crt", ".key"));
    Instant until = simulation.now().plus(left);
    byte[] aged =
        new Reissue(old, key)
            .of(old, until.minus(Duration.ofDays(3650)), until)
            .getBytes(StandardCharsets.US_ASCII);
    cluster.shell(FIRST).write(CA, aged, "0644");
    cluster
        .shell(FIRST)
        .write(
            ADMIN,
            TrustedAuthority.in(text(FIRST, ADMIN), aged).getBytes(StandardCharsets.UTF_8),
            "0600");
  }

  @Test
  void authorities_that_are_good_for_years_are_only_distributed() {
    X509Certificate before = authority(FIRST);
    assertThat(renew()).contains("none had to be").contains("worker-1");
    assertThat(authority(FIRST)).isEqualTo(before);
    assertThat(authority(WORKER)).isEqualTo(before);
  }

  @Test
  void one_that_has_expired_gets_ten_years_by_its_own_key_and_is_trusted_by_kubeconfigs() {
    endAuthorityIn(Duration.ofHours(-1));
    X509Certificate before = authority(FIRST);
    assertThat(renew()).contains("[ca]");
    X509Certificate after = authority(FIRST);
    assertThat(after.getPublicKey()).isEqualTo(before.getPublicKey());
    assertThat(after.getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
    assertThat(after.getBasicConstraints()).isEqualTo(before.getBasicConstraints());
    assertThat(after.getNotAfter().toInstant())
        .isAfter(simulation.now().plus(Duration.ofDays(3640)));
    assertThat(authority(WORKER)).isEqualTo(after);
    assertThat(TrustedAuthority.of(text(FIRST, ADMIN))).contains(after);
    String kept =
        "/etc/kubernetes/firedrill-old-authorities/ca-"
            + before.getSerialNumber().toString(16)
            + ".crt";
    assertThat(Reissue.certificate(cluster.shell(FIRST).read(kept))).isEqualTo(before);
  }

  @Test
  void run_again_it_renews_nothing_twice() {
    endAuthorityIn(Duration.ofDays(20));
    renew();
    X509Certificate once = authority(FIRST);
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(renew()).contains("none had to be");
    assertThat(authority(FIRST)).isEqualTo(once);
  }

  @Test
  void a_node_of_another_authority_is_left_alone_and_named() {
    String foreign =
        Authority.create(Keys.of("foreign"), "kubernetes", simulation.now(), Duration.ofDays(9))
            .asIssued()
            .certificatePem();
    cluster.shell(WORKER).write(CA, foreign.getBytes(StandardCharsets.US_ASCII), "0644");
    assertThatThrownBy(this::renew)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ca to node worker-1")
        .hasMessageContaining("another key");
    assertThat(text(WORKER, CA)).isEqualTo(foreign);
  }

  @Test
  void without_the_authoritys_key_it_says_what_is_missing() {
    cluster.shell(FIRST).run(dev.firedrill.tools.Shells.remove(CA.replace(".crt", ".key")));
    assertThatThrownBy(this::renew)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("expected /etc/kubernetes/pki/ca.key")
        .hasMessageContaining("no such file");
  }
}
