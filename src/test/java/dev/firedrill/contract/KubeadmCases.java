package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Version;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.Kubeadm;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;

/** What kubeadm answers on a machine of a cluster. */
@Only(value = Contracted.KUBEADM, why = "they are kubeadm's answers")
final class KubeadmCases {

  private static final String CONFIGURATION = "/run/firedrill-contract-kubeadm.yaml";

  void version_prints_the_installed_version(Ground ground) {
    CommandResult result = ground.controlPlane().run(Kubeadm.version());
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo(ground.contracted().version() + "\n");
  }

  void certificate_key_prints_64_hexadecimal_digits(Ground ground) {
    CommandResult result = ground.controlPlane().run(Kubeadm.certificateKey());
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).matches("[0-9a-f]{64}\n");
    assertThat(ground.controlPlane().run(Kubeadm.certificateKey()).stdout())
        .isNotEqualTo(result.stdout());
  }

  void token_create_prints_a_token(Ground ground) {
    CommandResult result = ground.controlPlane().run(Kubeadm.tokenCreate());
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).matches("[a-z0-9]{6}\\.[a-z0-9]{16}\n");
  }

  void a_token_is_a_secret_that_expires(Ground ground) {
    String token = ground.controlPlane().run(Kubeadm.tokenCreate()).stdout().strip();
    Instant now = ground.cluster().time().now();
    Secret secret =
        ground
            .client()
            .secrets()
            .inNamespace("kube-system")
            .withName("bootstrap-token-" + token.substring(0, 6))
            .get();
    assertThat(secret.getType()).isEqualTo("bootstrap.kubernetes.io/token");
    assertThat(decoded(secret, "token-secret")).isEqualTo(token.substring(7));
    assertThat(decoded(secret, "usage-bootstrap-authentication")).isEqualTo("true");
    assertThat(decoded(secret, "usage-bootstrap-signing")).isEqualTo("true");
    Instant expiration = OffsetDateTime.parse(decoded(secret, "expiration")).toInstant();
    assertThat(Duration.between(now, expiration))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
  }

  void token_create_fails_on_a_worker(Ground ground) {
    CommandResult result = ground.worker().run(Kubeadm.tokenCreate());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("failed to load admin kubeconfig");
  }

  void upload_certs_keeps_the_authorities_in_a_secret(Ground ground) {
    String key = ground.controlPlane().run(Kubeadm.certificateKey()).stdout().strip();
    String cluster =
        ground
            .client()
            .configMaps()
            .inNamespace("kube-system")
            .withName("kubeadm-config")
            .get()
            .getData()
            .get("ClusterConfiguration");
    configure(
        ground,
        "apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\ncertificateKey: \"%s\"\n---\n"
                .formatted(key)
            + cluster);
    CommandResult result =
        ground.controlPlane().run(Kubeadm.uploadCertificates(CONFIGURATION).hiding(key));
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout())
        .contains("Storing the certificates in Secret \"kubeadm-certs\"")
        .doesNotContain(key);
    assertThat(
            ground
                .client()
                .secrets()
                .inNamespace("kube-system")
                .withName("kubeadm-certs")
                .get()
                .getData())
        .containsOnlyKeys(
            "ca.crt",
            "ca.key",
            "etcd-ca.crt",
            "etcd-ca.key",
            "front-proxy-ca.crt",
            "front-proxy-ca.key",
            "sa.key",
            "sa.pub");
  }

  void an_upgrade_that_skips_a_minor_is_refused(Ground ground) {
    CommandResult result =
        ground.controlPlane().run(Kubeadm.upgradeApply(Version.parse("v1.31.0")));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("[upgrade/version] FATAL: the --version argument is invalid")
        .contains(
            "Specified version to upgrade to \"v1.31.0\" is too high; kubeadm can upgrade only 1"
                + " minor version at a time");
  }

  void an_upgrade_beyond_kubeadms_own_version_is_refused(Ground ground) {
    CommandResult result =
        ground.controlPlane().run(Kubeadm.upgradeApply(ground.contracted().newer()));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains(
            "Specified version to upgrade to \"v1.30.4\" is at least one minor release higher than"
                + " the kubeadm minor release (30 > 29). Such an upgrade is not supported");
  }

  void init_of_a_control_plane_is_refused(Ground ground) {
    configure(ground, "apiVersion: kubeadm.k8s.io/v1beta3\nkind: InitConfiguration\n");
    CommandResult result = ground.controlPlane().run(Kubeadm.init(CONFIGURATION));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("error execution phase preflight: [preflight] Some fatal errors occurred:")
        .contains("[ERROR FileAvailable--etc-kubernetes-manifests-etcd.yaml]")
        .contains("[ERROR Port-6443]: Port 6443 is in use");
  }

  void join_of_a_machine_that_has_joined_is_refused(Ground ground) {
    ground
        .worker()
        .write(CONFIGURATION, bytes(join(ground, "abcdef.0123456789abcdef", "")), "0600");
    CommandResult result = ground.worker().run(Kubeadm.join(CONFIGURATION));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("error execution phase preflight: [preflight] Some fatal errors occurred:")
        .contains(
            "[ERROR FileAvailable--etc-kubernetes-kubelet.conf]:"
                + " /etc/kubernetes/kubelet.conf already exists")
        .contains("[ERROR Port-10250]: Port 10250 is in use");
  }

  void join_by_an_unknown_token_is_refused(Ground ground) {
    String all = "  ignorePreflightErrors: [all]\n";
    ground
        .worker()
        .write(CONFIGURATION, bytes(join(ground, "abcdef.0123456789abcdef", all)), "0600");
    CommandResult result = ground.worker().run(Kubeadm.join(CONFIGURATION));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("couldn't validate the identity of the API Server")
        .contains(
            "could not find a JWS signature in the cluster-info ConfigMap for token ID"
                + " \"abcdef\"");
  }

  void a_command_without_its_configuration_file_fails(Ground ground) {
    CommandResult result = ground.worker().run(Kubeadm.join("/run/no-such-file.yaml"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).contains("/run/no-such-file.yaml");
  }

  private static String join(Ground ground, String token, String preflight) {
    return """
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: JoinConfiguration
    discovery:
      timeout: 10s
      bootstrapToken:
        apiServerEndpoint: "%s"
        token: "%s"
        unsafeSkipCAVerification: true
    nodeRegistration:
      criSocket: unix:///run/containerd/containerd.sock
    %s"""
        .formatted(ground.cluster().topology().controlPlaneEndpoint(), token, preflight);
  }

  private static void configure(Ground ground, String configuration) {
    ground.controlPlane().write(CONFIGURATION, bytes(configuration), "0600");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
