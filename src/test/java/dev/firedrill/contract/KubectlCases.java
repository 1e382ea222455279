package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** kubectl on a machine, and who the API takes its callers for. */
final class KubectlCases {

  /** kubectl would ask at the terminal where a user is empty; the API knows no passwords. */
  private static final String NOBODY = "username: nobody, password: nothing";

  /** A ConfigMap that a joining machine may read. */
  private static final String OF_KUBEADM = "kubeadm-config";

  /** One that there is on every distribution, and that only administrators read. */
  private static final String OF_DNS = "coredns";

  private static final String OWN = "/run/firedrill-contract.conf";

  void version_of_the_client_is_printed(Ground ground) {
    CommandResult result = ground.run("kubectl", "version", "--client", "--output", "yaml");
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).contains("gitVersion: " + ground.contracted().version() + "\n");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s leaves no configuration in the cluster")
  void json_path_prints_the_clusters_configuration(Ground ground) {
    CommandResult result =
        ground.run(
            "kubectl",
            "--kubeconfig",
            ground.kubeconfig(),
            "--namespace",
            "kube-system",
            "get",
            "configmap",
            "kubeadm-config",
            "--output",
            "jsonpath={.data.ClusterConfiguration}");
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout())
        .contains("kind: ClusterConfiguration\n")
        .contains("kubernetesVersion: v1.29.4\n")
        .contains("controlPlaneEndpoint: " + ground.cluster().topology().controlPlaneEndpoint())
        .contains("clusterName: single\n");
  }

  void an_object_is_printed_by_its_name(Ground ground) {
    CommandResult result = configuration(ground, ground.kubeconfig());
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout()).isEqualTo("configmap/coredns\n");
  }

  void an_object_that_is_not_there_exits_with_1(Ground ground) {
    CommandResult result =
        ground.controlPlane().run(Shell.configMapName(ground.kubeconfig(), "kube-system", "none"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo("Error from server (NotFound): configmaps \"none\" not found\n");
    assertThat(result.stdout()).isEmpty();
  }

  void a_kubeconfig_that_is_not_there_exits_with_1(Ground ground) {
    CommandResult result = configuration(ground, "/run/no-such.conf");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo("error: stat /run/no-such.conf: no such file or directory\n");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s leaves no configuration in the cluster")
  void kubelets_may_read_the_clusters_configuration(Ground ground) {
    for (CommandResult result :
        new CommandResult[] {
          ground.controlPlane().run(askedByKubelet(ground, OF_KUBEADM)),
          ground.worker().run(askedByKubelet(ground, OF_KUBEADM))
        }) {
      assertThat(result.exitCode()).as(result.tail()).isZero();
      assertThat(result.stdout()).isEqualTo("configmap/kubeadm-config\n");
    }
  }

  void kubelets_may_not_read_any_other_configuration(Ground ground) {
    CommandResult result =
        ground.worker().run(askedByKubelet(ground, "extension-apiserver-authentication"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .startsWith(
            "Error from server (Forbidden): configmaps \"extension-apiserver-authentication\" is"
                + " forbidden: User \"system:node:worker-1\" cannot get resource \"configmaps\" in"
                + " API group \"\" in the namespace \"kube-system\"");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s knows no anonymous callers")
  void a_caller_without_credentials_is_anonymous(Ground ground) {
    CommandResult result = as(ground, Kubeconfig.of(ground, NOBODY));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo(
            "Error from server (Forbidden): configmaps \"coredns\" is forbidden: User"
                + " \"system:anonymous\" cannot get resource \"configmaps\" in API group \"\" in"
                + " the namespace \"kube-system\"\n");
  }

  @Only(value = Contracted.KUBEADM, why = "k3s knows no anonymous callers")
  void the_anonymous_may_read_what_a_joining_machine_needs(Ground ground) {
    ground.controlPlane().write(OWN, bytes(Kubeconfig.of(ground, NOBODY)), "0600");
    CommandResult result =
        ground.controlPlane().run(Shell.configMapName(OWN, "kube-public", "cluster-info"));
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).isEqualTo("configmap/cluster-info\n");
  }

  void a_wrong_token_is_unauthorized(Ground ground) {
    CommandResult result = as(ground, Kubeconfig.of(ground, "token: abcdef.0123456789abcdef"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo("error: You must be logged in to the server (Unauthorized)\n");
  }

  @Only(value = Contracted.KUBEADM, why = "the token is made by kubeadm")
  void a_bootstrap_token_may_read_the_clusters_configuration(Ground ground) {
    String token = ground.run("kubeadm", "token", "create", "--ttl", "15m").stdout().strip();
    CommandResult result = as(ground, Kubeconfig.of(ground, "token: " + token), OF_KUBEADM);
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).isEqualTo("configmap/kubeadm-config\n");
  }

  void a_certificate_of_the_clusters_authority_is_taken(Ground ground) {
    Instant now = ground.cluster().time().now();
    CommandResult result =
        as(
            ground,
            Kubeconfig.certified(
                ground, "CN=alice,O=system:masters", now, now.plus(Duration.ofHours(1))));
    assertThat(result.exitCode()).as(result.tail()).isZero();
    assertThat(result.stdout()).isEqualTo("configmap/coredns\n");
  }

  void a_certificate_names_its_user(Ground ground) {
    Instant now = ground.cluster().time().now();
    CommandResult result =
        as(ground, Kubeconfig.certified(ground, "CN=alice", now, now.plus(Duration.ofHours(1))));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .startsWith(
            "Error from server (Forbidden): configmaps \"coredns\" is forbidden: User"
                + " \"alice\" cannot get resource \"configmaps\"");
  }

  void an_expired_certificate_is_unauthorized(Ground ground) {
    Instant now = ground.cluster().time().now();
    CommandResult result =
        as(
            ground,
            Kubeconfig.certified(
                ground,
                "CN=alice,O=system:masters",
                now.minus(Duration.ofHours(2)),
                now.minus(Duration.ofMinutes(5))));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo("error: You must be logged in to the server (Unauthorized)\n");
  }

  void a_certificate_of_another_authority_is_unauthorized(Ground ground) {
    Instant now = ground.cluster().time().now();
    CommandResult result =
        as(
            ground,
            Kubeconfig.certifiedByEtcd(
                ground, "CN=alice,O=system:masters", now, now.plus(Duration.ofHours(1))));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .isEqualTo("error: You must be logged in to the server (Unauthorized)\n");
  }

  void a_server_of_another_authority_is_not_trusted(Ground ground) {
    CommandResult result = as(ground, Kubeconfig.trustingEtcdsAuthority(ground));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains("tls: failed to verify certificate: x509: certificate signed by unknown");
  }

  void a_server_that_does_not_listen_refuses_the_connection(Ground ground) {
    String endpoint = ground.cluster().topology().machine(ground.workerName()).address() + ":6443";
    CommandResult result = as(ground, Kubeconfig.at(ground, endpoint, NOBODY));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr())
        .contains(
            "The connection to the server %s was refused - did you specify the right host or port?"
                .formatted(endpoint));
  }

  private static Command askedByKubelet(Ground ground, String name) {
    return Shell.configMapName(ground.contracted().kubeletsKubeconfig(), "kube-system", name);
  }

  private static CommandResult configuration(Ground ground, String kubeconfig) {
    return ground.controlPlane().run(Shell.configMapName(kubeconfig, "kube-system", OF_DNS));
  }

  private static CommandResult as(Ground ground, String kubeconfig) {
    return as(ground, kubeconfig, OF_DNS);
  }

  private static CommandResult as(Ground ground, String kubeconfig, String name) {
    ground.controlPlane().write(OWN, bytes(kubeconfig), "0600");
    CommandResult result = ground.controlPlane().run(Shell.configMapName(OWN, "kube-system", name));
    ground.controlPlane().run(Command.of("rm", "-f", OWN));
    return result;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
