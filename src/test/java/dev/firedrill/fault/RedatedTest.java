package dev.firedrill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Reissue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates of agents get other dates wherever a distribution keeps them. */
class RedatedTest {

  private static final String PKI = "/etc/kubernetes/pki/";
  private static final String FILE = "/var/lib/agent.crt";
  private static final Version VERSION = Version.parse("v1.29.4");

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  private final NodeShell node = cluster.shell(new NodeName("cp-1"));
  private Instant until = Instant.EPOCH;

  @BeforeEach
  void initialise() {
    new KubeadmDistribution().bootstrap().initialise(node, topology, VERSION);
    until = cluster.time().now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  }

  private X509Certificate redated(String original, String authority, Kind kind) {
    node.write(FILE, node.read(PKI + original), "0644");
    new Redated(node, until).put(node, new CertificatePlace("agent", FILE, authority, kind));
    return Reissue.certificate(node.read(FILE));
  }

  @Test
  void a_clients_certificate_whose_key_is_in_another_file_stays_alone_in_its_own() {
    X509Certificate redated =
        redated("apiserver-kubelet-client.crt", PKI + "ca", Kind.AGENT_CLIENT);
    assertThat(redated.getNotAfter().toInstant()).isEqualTo(until);
    assertThat(redated.getIssuerX500Principal().getName()).contains("CN=kubernetes");
    assertThat(new String(node.read(FILE), StandardCharsets.US_ASCII))
        .doesNotContain("PRIVATE KEY");
    assertThat(
            node.run(Command.of("test", "-e", "/var/lib/kubelet-client-redated.pem")).succeeded())
        .isFalse();
  }

  @Test
  void a_serving_certificate_that_an_authority_has_signed_is_signed_by_it_again() {
    X509Certificate redated = redated("apiserver.crt", PKI + "ca", Kind.AGENT_SERVING);
    assertThat(redated.getNotAfter().toInstant()).isEqualTo(until);
    assertThat(redated.getIssuerX500Principal().getName()).contains("CN=kubernetes");
    assertThat(redated.getSubjectX500Principal().getName()).contains("CN=kube-apiserver");
  }
}
