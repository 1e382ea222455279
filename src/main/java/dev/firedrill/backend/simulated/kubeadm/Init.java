package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code kubeadm init --config FILE --upload-certs ...}. */
final class Init {

  private static final Duration HEALTHY_LIMIT = Duration.ofMinutes(4);
  private static final Duration CERTIFICATES = Duration.ofMillis(1500);

  private final Session session;
  private final Documents documents;
  private final ClusterConfiguration cluster;
  private final String address;

  private Init(Session session) {
    this.session = session;
    this.documents = Documents.parse(session.text(session.argv().get(3)));
    this.cluster =
        ClusterConfiguration.parse(documents.of("ClusterConfiguration"), session.version());
    this.address =
        documents.of("InitConfiguration").at("/localAPIEndpoint/advertiseAddress").asText();
  }

  static void run(Session session) {
    Init init = new Init(session);
    init.prepare();
    init.start();
    init.publish();
    init.congratulate();
  }

  private void prepare() {
    VersionRules.supported(session.version(), cluster.version());
    session.say("[init] Using Kubernetes version: %s", cluster.version());
    session.say("[preflight] Running pre-flight checks");
    Preflight.freshMachine(session, true, Preflight.ignored(documents.of("InitConfiguration")));
    Preflight.images(session, cluster.version(), "preflight");
    Certificates certificates = new Certificates(session, cluster, address);
    certificates.generate();
    certificates.kubeconfigs(
        List.of(
            Paths.ADMIN,
            Paths.SUPER_ADMIN,
            Paths.KUBELET,
            Paths.CONTROLLER_MANAGER,
            Paths.SCHEDULER));
    session.time().takes(CERTIFICATES);
  }

  private void start() {
    Manifests manifests = new Manifests(cluster, session.node(), address);
    session.say(
        "[etcd] Creating static Pod manifest for local etcd in \"/etc/kubernetes/manifests\"");
    session.write(Paths.manifest("etcd"), manifests.etcd(List.of()));
    StaticPods.create(session, manifests);
    KubeletStart.writeFlags(session, address);
    KubeletStart.writeConfiguration(session, kubeletConfiguration());
    KubeletStart.start(session);
    session.say(
        "[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods"
            + " from directory \"/etc/kubernetes/manifests\". This can take up to 4m0s");
    Instant began = session.time().now();
    if (!session
        .time()
        .await(() -> session.healthy(Paths.SUPER_ADMIN), Session.POLL, HEALTHY_LIMIT)) {
      throw new KubeadmFailed(
          "error execution phase wait-control-plane: couldn't initialize a Kubernetes cluster");
    }
    session.say(
        "[apiclient] All control plane components are healthy after %s seconds",
        Duration.between(began, session.time().now()).toMillis() / 1000.0);
  }

  private String kubeletConfiguration() {
    JsonNode users = documents.of("KubeletConfiguration");
    return KubeletStart.configuration(users, cluster);
  }

  private void publish() {
    Template.put(
        session,
        Paths.SUPER_ADMIN,
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("kubeadm:cluster-admins")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
            .addNewSubject("rbac.authorization.k8s.io", "Group", "kubeadm:cluster-admins", null)
            .build());
    ClusterObjects.uploadConfiguration(session, cluster);
    ClusterObjects.uploadKubeletConfiguration(session, kubeletConfiguration());
    if (session.argv().contains("--upload-certs")) {
      UploadedCertificates.upload(
          session, documents.of("InitConfiguration").path("certificateKey").asText());
    }
    ControlPlaneNode.mark(session);
    session.say(
        "[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles");
    ClusterObjects.allowBootstrapping(session);
    BootstrapTokens.publishClusterInfo(session, cluster);
    KubeletStart.pointToRotated(session);
    ClusterObjects.addons(session, cluster);
  }

  private void congratulate() {
    session.say("");
    session.say("Your Kubernetes control-plane has initialized successfully!");
    session.say("");
    session.say("You should now deploy a pod network to the cluster.");
    session.say("");
    session.say("  kubeadm join %s --token <value withheld> \\", cluster.endpoint());
    session.say("\t--control-plane --certificate-key <value withheld>");
  }
}
