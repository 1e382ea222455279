package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.kernel.Chance;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Bootstrap tokens and what a machine that has one may find ("Bootstrap Tokens"). */
final class BootstrapTokens {

  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String GROUP = "system:bootstrappers:kubeadm:default-node-token";

  private BootstrapTokens() {}

  /** {@code kubeadm token create --ttl 15m}: prints the token. */
  static void create(Session session, Chance chance) {
    if (!session.files().exists(Paths.ADMIN)) {
      throw new KubeadmFailed(
          "failed to load admin kubeconfig: open /root/.kube/config: no such file or directory");
    }
    String id = random(chance, 6);
    String secret = random(chance, 16);
    Duration life = life(session);
    Instant until = session.time().now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> data = new TreeMap<>();
    data.put("token-id", id);
    data.put("token-secret", secret);
    data.put("expiration", until.toString());
    data.put("usage-bootstrap-authentication", "true");
    data.put("usage-bootstrap-signing", "true");
    data.put("auth-extra-groups", GROUP);
    data.replaceAll((key, value) -> base64(value));
    Secret token =
        new SecretBuilder()
            .withNewMetadata()
            .withName("bootstrap-token-" + id)
            .withNamespace("kube-system")
            .endMetadata()
            .withType("bootstrap.kubernetes.io/token")
            .withData(data)
            .build();
    Template.put(session, Paths.ADMIN, token);
    session.say(id + "." + secret);
  }

  private static Duration life(Session session) {
    int option = session.argv().indexOf("--ttl");
    return option < 0
        ? Duration.ofHours(24)
        : Duration.parse("PT" + session.argv().get(option + 1).toUpperCase(java.util.Locale.ROOT));
  }

  /** Lets everybody see where the API is and which authority it has. */
  static void publishClusterInfo(Session session, ClusterConfiguration cluster) {
    session.say(
        "[bootstrap-token] Creating the \"cluster-info\" ConfigMap in the \"kube-public\""
            + " namespace");
    String kubeconfig =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: %s
            server: https://%s
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        preferences: {}
        users: null
        """
            .formatted(base64(session.text(Paths.PKI + "ca.crt")), cluster.endpoint());
    Template.put(
        session,
        Paths.ADMIN,
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("cluster-info")
            .withNamespace("kube-public")
            .endMetadata()
            .withData(Map.of("kubeconfig", kubeconfig))
            .build());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String random(Chance chance, int length) {
    StringBuilder text = new StringBuilder();
    for (byte each : chance.bytes(length)) {
      text.append(LETTERS.charAt(Math.floorMod(each, LETTERS.length())));
    }
    return text.toString();
  }
}
