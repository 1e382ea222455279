package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.SigningRequest;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Workers that join by themselves once they are switched on, all of them side by side, as machines
 * of a scaling group do whose image has a bootstrap token in it. Each does what {@code kubeadm
 * join} does for a worker after its discovery ("TLS bootstrapping"): the kubelet's configuration
 * and certificate come from the API, then the kubelet is started.
 */
public final class BootingWorkers {

  private static final String SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";
  private static final Duration SHORTEST_BOOT = Duration.ofSeconds(1);
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(4);

  private final Simulation simulation;
  private final Network network;
  private final SimulatedClients clients;
  private final Keys keys;

  /** Of one cluster; none is switched on. */
  public BootingWorkers(Simulation simulation, Network network, SimulatedClients clients) {
    this.simulation = simulation;
    this.network = network;
    this.clients = clients;
    this.keys = new Keys(simulation);
  }

  /** Switches a machine on; it joins as time passes, and tries on while the API is away. */
  public void switchOn(Machine machine, Kubeconfig bootstrap) {
    simulation.after(
        simulation.chance().between(SHORTEST_BOOT, LONGEST_BOOT),
        "worker " + machine.name() + " has booted",
        () -> new Join(machine, bootstrap));
  }

  /** One machine on its way. */
  private final class Join {

    private final Machine machine;
    private final Kubeconfig bootstrap;
    private final Informers api;
    private final KeyPair pair = keys.leaf();
    private final Recurring looks;
    private @Nullable String request;

    Join(Machine machine, Kubeconfig bootstrap) {
      this.machine = machine;
      this.bootstrap = bootstrap;
      this.api = Informers.by(machine, bootstrap, network, clients);
      this.looks =
          simulation.every(Session.POLL, "worker " + machine.name() + " joins", this::look);
    }

    private void look() {
      try {
        if (request == null) {
          request = ask();
        } else {
          certificate(request).ifPresent(this::start);
        }
      } catch (KubernetesClientException away) {
        // It asks again at the next look.
      }
    }

    private String ask() {
      String configuration =
          api.get(ConfigMap.class, "kube-system", ClusterObjects.KUBELET_CONFIG)
              .map(map -> map.getData().getOrDefault("kubelet", ""))
              .orElseThrow(() -> new KubernetesClientException("no configuration of kubelets"));
      machine.files().write(Paths.KUBELET_CONFIG, configuration);
      String name = "node-csr-" + machine.name();
      String pem = SigningRequest.of(pair, Leaf.user(Paths.KUBELET, machine.name().value())).pem();
      Writes.create(
          api,
          new CertificateSigningRequestBuilder()
              .withNewMetadata()
              .withName(name)
              .endMetadata()
              .withNewSpec()
              .withRequest(base64(pem))
              .withSignerName(SIGNER)
              .withUsages("digital signature", "client auth")
              .endSpec()
              .build());
      return name;
    }

    private Optional<byte[]> certificate(String name) {
      return api.get(CertificateSigningRequest.class, "", name)
          .map(CertificateSigningRequest::getStatus)
          .map(status -> status.getCertificate())
          .filter(text -> !text.isEmpty())
          .map(Base64.getDecoder()::decode);
    }

    private void start(byte[] signed) {
      Issued issued = new Issued(Pem.certificate(signed), (ECPrivateKey) pair.getPrivate());
      Files files = machine.files();
      files.write(Paths.PKI + "ca.crt", bootstrap.authority());
      files.write(Paths.KUBELET_CLIENT, issued.certificatePem() + issued.keyPem());
      files.write(
          Paths.KUBELET,
          new Kubeconfig(
                  bootstrap.cluster(),
                  bootstrap.server(),
                  bootstrap.authority(),
                  "system:node:" + machine.name(),
                  "",
                  "",
                  "")
              .yamlNaming(Paths.KUBELET_CLIENT));
      looks.close();
      api.close();
      machine.units().start("kubelet");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
