package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.etcd.EtcdCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Subject;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** API servers over etcd members, with certificates as kubeadm makes them. */
public final class ControlPlanes {

  public final Simulation simulation = new Simulation(1);
  public final EtcdCluster etcd;
  public final Map<Integer, ApiServer> servers = new TreeMap<>();
  public final List<String> ended = new ArrayList<>();
  public final Keys keys = new Keys(simulation);
  public final Authority authority;

  public ControlPlanes(int size) {
    authority =
        Authority.create(keys, "kubernetes", simulation.now(), Authority.AUTHORITY_VALIDITY);
    etcd = EtcdCluster.of(simulation, size);
    for (int number = 1; number <= size; number++) {
      files(number);
      start(number);
    }
    simulation.sleep(Duration.ofSeconds(6));
  }

  public ApiServer start(int number) {
    ApiServer server =
        new ApiServer(
            simulation,
            etcd.network,
            etcd.machine(number),
            Version.parse("v1.29.4"),
            List.of("kube-apiserver", "--service-cluster-ip-range=10.96.0.0/16"),
            why -> ended.add("cp-" + number + ": " + why));
    servers.put(number, server);
    server.start();
    return server;
  }

  /** As that user in those groups, at the API server of that control plane. */
  public KubernetesClient client(int number, String from, String user, String... groups) {
    return new SimulatedClients(simulation, etcd.network)
        .client(from, kubeconfig(number, user, groups).getBytes(StandardCharsets.UTF_8));
  }

  public KubernetesClient admin() {
    return client(1, "outside", "kubernetes-super-admin", "system:masters");
  }

  public Kubeconfig kubeconfigOf(int number) {
    return Kubeconfig.parse(
        kubeconfig(number, "kubernetes-super-admin", "system:masters")
            .getBytes(StandardCharsets.UTF_8));
  }

  public String kubeconfig(int number, String user, String... groups) {
    return kubeconfig(number, authority, user, groups);
  }

  public String kubeconfig(int number, Authority by, String user, String... groups) {
    Issued issued =
        by.issue(keys, Subject.client(user, groups), simulation.now(), Authority.LEAF_VALIDITY);
    return new Kubeconfig(
            "kubernetes",
            server(number),
            authority.asIssued().certificatePem(),
            user,
            issued.certificatePem(),
            issued.keyPem(),
            "")
        .yaml();
  }

  public String kubeconfigOf(int number, String token) {
    return new Kubeconfig(
            "kubernetes",
            server(number),
            authority.asIssued().certificatePem(),
            "token",
            "",
            "",
            token)
        .yaml();
  }

  public static String server(int number) {
    return "https://" + EtcdCluster.address(number) + ":6443";
  }

  /** A serving certificate that is good for that long from now on. */
  public void serverCertificate(int number, Duration validity) {
    Issued serving =
        authority.issue(
            keys,
            Subject.server(
                "kube-apiserver",
                List.of("cp-" + number),
                List.of(EtcdCluster.address(number), "127.0.0.1")),
            simulation.now(),
            validity);
    etcd.machine(number)
        .files()
        .write("/etc/kubernetes/pki/apiserver.crt", serving.certificatePem());
  }

  private void files(int number) {
    Machine machine = etcd.machine(number);
    String pki = "/etc/kubernetes/pki/";
    machine.files().write(pki + "ca.crt", authority.asIssued().certificatePem());
    machine.files().write(pki + "sa.pub", "the public key");
    serverCertificate(number, Authority.LEAF_VALIDITY);
    machine
        .files()
        .write(
            "/etc/kubernetes/admin.conf", kubeconfig(number, "kubernetes-admin", "system:masters"));
  }
}
