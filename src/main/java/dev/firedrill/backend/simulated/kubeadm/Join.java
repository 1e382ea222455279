package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code kubeadm join --config FILE}, of a worker or of a further control plane. */
final class Join {

  private static final Duration ETCD_LIMIT = Duration.ofSeconds(40);
  private static final Duration CERTIFICATES = Duration.ofMillis(900);

  private final Session session;
  private final JsonNode configuration;
  private final JsonNode controlPlane;
  private final String address;

  private Join(Session session) {
    this.session = session;
    this.configuration =
        Documents.parse(session.text(session.argv().get(3))).of("JoinConfiguration");
    this.controlPlane = configuration.path("controlPlane");
    this.address = session.machine().address();
  }

  static void run(Session session) {
    Join join = new Join(session);
    session.say("[preflight] Running pre-flight checks");
    Preflight.freshMachine(session, join.isControlPlane(), Preflight.ignored(join.configuration));
    Kubeconfig bootstrap = new Discovery(session, join.configuration.path("discovery")).discover();
    session.write(Paths.BOOTSTRAP, bootstrap.yaml());
    try {
      join.join(bootstrap);
    } finally {
      session.files().delete(Paths.BOOTSTRAP);
    }
  }

  private boolean isControlPlane() {
    return controlPlane.isObject();
  }

  private void join(Kubeconfig bootstrap) {
    session.say("[preflight] Reading configuration from the cluster...");
    session.say(
        "[preflight] FYI: You can look at this config file with 'kubectl -n kube-system get cm"
            + " kubeadm-config -o yaml'");
    ClusterConfiguration cluster = ClusterObjects.configuration(session, Paths.BOOTSTRAP);
    if (isControlPlane()) {
      prepareControlPlane(cluster);
      session.say("[check-etcd] Checking that the etcd cluster is healthy");
      EtcdAccess.fromCluster(session, Paths.ADMIN).requireHealthy();
    }
    startKubelet(bootstrap, cluster);
    if (isControlPlane()) {
      joinEtcd(cluster);
      ControlPlaneNode.mark(session);
    }
    congratulate();
  }

  private void prepareControlPlane(ClusterConfiguration cluster) {
    session.say(
        "[preflight] Running pre-flight checks before initializing the new control plane instance");
    Preflight.images(session, cluster.version(), "preflight");
    String key = controlPlane.path("certificateKey").asText();
    Optional<Secret> uploaded =
        session.api(
            Paths.BOOTSTRAP,
            client ->
                Optional.ofNullable(
                    client.secrets().inNamespace("kube-system").withName("kubeadm-certs").get()));
    UploadedCertificates.download(
        session,
        uploaded.orElseThrow(
            () ->
                new KubeadmFailed(
                    "error execution phase control-plane-prepare/download-certs: error downloading"
                        + " certs: error downloading the secret: Secret \"kubeadm-certs\" was not"
                        + " found in the \"kube-system\" Namespace")),
        key);
    Certificates certificates = new Certificates(session, cluster, address);
    certificates.generate();
    session.say("[kubeconfig] Generating kubeconfig files");
    certificates.kubeconfigs(List.of(Paths.ADMIN, Paths.CONTROLLER_MANAGER, Paths.SCHEDULER));
    session.time().takes(CERTIFICATES);
    StaticPods.create(session, new Manifests(cluster, session.node(), address));
  }

  private void startKubelet(Kubeconfig bootstrap, ClusterConfiguration cluster) {
    String kubelet = ClusterObjects.kubeletConfiguration(session, Paths.BOOTSTRAP);
    session.write(Paths.PKI + "ca.crt", bootstrap.authority());
    KubeletStart.writeConfiguration(session, kubelet);
    KubeletStart.writeFlags(session, address);
    requireNoReadyNode();
    session.say("[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap...");
    KubeletStart.writeKubeconfig(
        session,
        cluster.clusterName(),
        bootstrap.server(),
        bootstrap.authority(),
        TlsBootstrap.perform(session));
    KubeletStart.start(session);
    ControlPlaneNode.awaitRegistered(session, Paths.KUBELET);
  }

  /** What the API shows of a machine that is gone stays Ready until it is missed, after 40 s. */
  private void requireNoReadyNode() {
    String name = session.node();
    boolean ready =
        session.api(
            Paths.BOOTSTRAP,
            client ->
                Optional.ofNullable(client.nodes().withName(name).get())
                    .filter(Readiness.getInstance()::isReady)
                    .isPresent());
    if (ready) {
      throw new KubeadmFailed(
          ("error execution phase kubelet-start: a Node with name \"%s\" and status \"Ready\""
                  + " already exists in the cluster. You must delete the existing Node or change"
                  + " the name of this new joining Node")
              .formatted(name));
    }
  }

  private void joinEtcd(ClusterConfiguration cluster) {
    EtcdAccess etcd = EtcdAccess.fromCluster(session, Paths.ADMIN);
    String peer = "https://" + address + ":2380";
    List<dev.firedrill.model.EtcdMember> members = etcd.announce(peer);
    session.say("[etcd] Announced new etcd member joining to the existing etcd cluster");
    session.say("[etcd] Creating static Pod manifest for \"etcd\"");
    session.write(
        Paths.manifest("etcd"), new Manifests(cluster, session.node(), address).etcd(members));
    etcd.promote(peer);
    session.say(
        "[etcd] Waiting for the new etcd member to join the cluster. This can take up to 40s");
    etcd.awaitAvailable(ETCD_LIMIT);
    session.say(
        "The 'update-status' phase is deprecated and will be removed in a future release."
            + " Currently it performs no operation");
  }

  private void congratulate() {
    session.say("");
    if (!isControlPlane()) {
      session.say("This node has joined the cluster:");
      session.say(
          "* Certificate signing request was sent to apiserver and a response was received.");
      session.say("* The Kubelet was informed of the new secure connection details.");
      session.say("");
      session.say(
          "Run 'kubectl get nodes' on the control-plane to see this node join the cluster.");
      session.say("");
      return;
    }
    session.say("This node has joined the cluster and a new control plane instance was created:");
    session.say("");
    session.say("* Certificate signing request was sent to apiserver and approval was received.");
    session.say("* The Kubelet was informed of the new secure connection details.");
    session.say("* Control plane label and taint were applied to the new node.");
    session.say("* The Kubernetes control plane instances scaled up.");
    session.say("* A new etcd member was added to the local/stacked etcd cluster.");
    session.say("");
    session.say("Run 'kubectl get nodes' to see this node join the cluster.");
    session.say("");
  }
}
