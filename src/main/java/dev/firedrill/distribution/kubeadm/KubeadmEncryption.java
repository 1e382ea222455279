package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Encryption;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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

  /** In the manifest: which writing of the file it is for. Another one restarts the pod. */
  private static final String MARK = "    firedrill.dev/encryption-configuration-written: ";

  private static final Pattern MARKED = Pattern.compile(Pattern.quote(MARK) + "[^\n]*\n");
  private static final String ANNOTATIONS = "  annotations:\n";

  private static final String HEAD =
      """
      apiVersion: apiserver.config.k8s.io/v1
      kind: EncryptionConfiguration
      resources:
      - resources: [secrets]
        providers:
      """;
  private static final String IDENTITY = "  - identity: {}\n";
  private static final String SECRETBOX = "  - secretbox: {keys: [{name: key1, secret: %s}]}\n";
  private static final Pattern KEY =
      Pattern.compile("\\{name: key1, secret: ([A-Za-z0-9+/]{43}=)\\}");

  @Override
  public String file() {
    return FILE;
  }

  /** A certificate key is 32 random bytes, and kubeadm the one program here that makes such. */
  @Override
  public byte[] generate(NodeShell controlPlane) {
    String key = Secret.printedBy(controlPlane, Kubeadm.certificateKey());
    return readingBy(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key)));
  }

  /** The first provider is the one that encrypts; all are tried for reading. */
  private static byte[] readingBy(String key) {
    return bytes(HEAD + IDENTITY + SECRETBOX.formatted(key));
  }

  private static byte[] encryptingBy(String key) {
    return bytes(HEAD + SECRETBOX.formatted(key) + IDENTITY);
  }

  private static Optional<String> key(byte[] configuration) {
    Matcher key = KEY.matcher(new String(configuration, StandardCharsets.UTF_8));
    return key.find() ? Optional.of(key.group(1)) : Optional.empty();
  }

  @Override
  public boolean isOwn(byte[] configuration) {
    return key(configuration)
        .filter(
            key ->
                Arrays.equals(configuration, readingBy(key))
                    || Arrays.equals(configuration, encryptingBy(key)))
        .isPresent();
  }

  @Override
  public byte[] reading(byte[] own) {
    return readingBy(key(own).orElseThrow());
  }

  @Override
  public byte[] encrypting(byte[] own) {
    return encryptingBy(key(own).orElseThrow());
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
  public boolean hasRead(NodeShell controlPlane) {
    return named(controlPlane).filter(FILE::equals).isPresent()
        && Shells.exists(controlPlane, FILE)
        && Crictl.startOf(controlPlane, "kube-apiserver")
            .filter(started -> isLater(started, written(controlPlane, FILE)))
            .filter(
                started ->
                    isLater(started, written(controlPlane, KubeadmFiles.API_SERVER_MANIFEST)))
            .isPresent();
  }

  /** Whole seconds are all that is known of files. */
  private static boolean isLater(Instant started, long writtenSecond) {
    return started.getEpochSecond() > writtenSecond;
  }

  private static long written(NodeShell node, String file) {
    return Long.parseLong(Shells.run(node, Command.of("stat", "--format=%Y", file)).strip());
  }

  @Override
  public void use(NodeShell controlPlane) {
    String manifest = manifest(controlPlane);
    String where =
        "on node %s, %s".formatted(controlPlane.node(), KubeadmFiles.API_SERVER_MANIFEST);
    String told =
        namedIn(manifest).isPresent()
            ? manifest
            : inserted(where, manifest, PROGRAM, "    - --" + FLAG + "=" + FILE + "\n");
    String mark = MARK + "\"" + written(controlPlane, FILE) + "\"\n";
    String marked = inserted(where, MARKED.matcher(told).replaceAll(""), ANNOTATIONS, mark);
    controlPlane.write(KubeadmFiles.API_SERVER_MANIFEST, bytes(marked), "0600");
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
                          inserted(
                              "kubeadm-config",
                              yaml,
                              ARGUMENTS,
                              "    " + FLAG + ": " + FILE + "\n"))
                      .build();
            });
  }

  private static String manifest(NodeShell controlPlane) {
    return new String(controlPlane.read(KubeadmFiles.API_SERVER_MANIFEST), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String inserted(String where, String text, String after, String line) {
    int at = text.indexOf(after);
    if (at < 0) {
      throw new Unexpected(
          where,
          "a line \"%s\", as kubeadm writes it".formatted(after.strip()),
          text,
          "see who changed it; without that line nothing says where the API server is told of"
              + " keys");
    }
    int end = at + after.length();
    return text.substring(0, end) + line + text.substring(end);
  }
}
