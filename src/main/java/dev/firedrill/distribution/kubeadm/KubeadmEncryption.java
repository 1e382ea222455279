package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flag of the API server in its manifest, and in the cluster's configuration for manifests to
 * come. The file lies with the certificates, a folder that the API server's pod has anyway.
 */
final class KubeadmEncryption implements Encryption {

  static final String FLAG = "encryption-provider-config";
  static final String FILE = KubeadmFiles.PKI + "/encryption-configuration.yaml";

  private static final Pattern NAMED = Pattern.compile("--" + FLAG + "=(\\S+)");
  private static final String PROGRAM = "    - kube-apiserver\n";
  private static final String ARGUMENTS = "  extraArgs:\n";
  private static final String CONFIGURATION = "ClusterConfiguration";

  private static final String TEMPLATE =
      """
      apiVersion: apiserver.config.k8s.io/v1
      kind: EncryptionConfiguration
      resources:
      - resources: [secrets]
        providers:
        - secretbox: {keys: [{name: key1, secret: %s}]}
        - identity: {}
      """;

  @Override
  public String file() {
    return FILE;
  }

  /** A certificate key is 32 random bytes, and kubeadm the one program here that makes such. */
  @Override
  public byte[] generate(NodeShell controlPlane) {
    String key = Secret.printedBy(controlPlane, Kubeadm.certificateKey());
    String secret = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key));
    return TEMPLATE.formatted(secret).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> named(NodeShell controlPlane) {
    return namedIn(manifest(controlPlane));
  }

  static Optional<String> namedIn(String manifest) {
    Matcher named = NAMED.matcher(manifest);
    return named.find() ? Optional.of(named.group(1)) : Optional.empty();
  }

  @Override
  public void use(NodeShell controlPlane) {
    String manifest = manifest(controlPlane);
    if (namedIn(manifest).isPresent()) {
      return;
    }
    String told = inserted(manifest, PROGRAM, "    - --" + FLAG + "=" + FILE + "\n");
    controlPlane.write(
        KubeadmFiles.API_SERVER_MANIFEST, told.getBytes(StandardCharsets.UTF_8), "0600");
  }

  @Override
  public void note(KubernetesClient client) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("kubeadm-config")
        .edit(
            config -> {
              String yaml = config.getData().get(CONFIGURATION);
              return yaml.contains(FLAG)
                  ? config
                  : new ConfigMapBuilder(config)
                      .addToData(
                          CONFIGURATION,
                          inserted(yaml, ARGUMENTS, "    " + FLAG + ": " + FILE + "\n"))
                      .build();
            });
  }

  private static String manifest(NodeShell controlPlane) {
    return new String(controlPlane.read(KubeadmFiles.API_SERVER_MANIFEST), StandardCharsets.UTF_8);
  }

  private static String inserted(String text, String after, String line) {
    int at = text.indexOf(after);
    if (at < 0) {
      throw new IllegalStateException(
          "kubeadm wrote no line \"%s\" into: %s".formatted(after.strip(), text));
    }
    int end = at + after.length();
    return text.substring(0, end) + line + text.substring(end);
  }
}
