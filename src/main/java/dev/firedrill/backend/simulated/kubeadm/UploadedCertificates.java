package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The authorities' files in the Secret kubeadm-certs, for control planes that join. */
final class UploadedCertificates {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final List<String> FILES =
      List.of(
          "ca.crt",
          "ca.key",
          "etcd/ca.crt",
          "etcd/ca.key",
          "front-proxy-ca.crt",
          "front-proxy-ca.key",
          "sa.key",
          "sa.pub");

  private UploadedCertificates() {}

  /** {@code kubeadm init phase upload-certs --upload-certs --config FILE}. */
  static void phase(Session session) {
    List<String> argv = session.argv();
    int config = argv.indexOf("--config");
    if (config < 0) {
      throw new KubeadmFailed("not simulated: " + String.join(" ", argv));
    }
    JsonNode init = Documents.parse(session.text(argv.get(config + 1))).of("InitConfiguration");
    upload(session, init.path("certificateKey").asText());
  }

  static void upload(Session session, String key) {
    session.say(
        "[upload-certs] Storing the certificates in Secret \"kubeadm-certs\" in the"
            + " \"kube-system\" Namespace");
    Map<String, String> data = new TreeMap<>();
    for (String file : FILES) {
      byte[] content = session.text(Paths.PKI + file).getBytes(StandardCharsets.US_ASCII);
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce(file), content);
      byte[] both = Arrays.copyOf(nonce(file), NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
      data.put(file.replace('/', '-'), Base64.getEncoder().encodeToString(both));
    }
    Template.put(
        session,
        Paths.ADMIN,
        new SecretBuilder()
            .withNewMetadata()
            .withName("kubeadm-certs")
            .withNamespace("kube-system")
            .endMetadata()
            .withType("Opaque")
            .withData(data)
            .build());
  }

  /** Takes them onto a machine, by a kubeconfig that may read them. */
  static void download(Session session, Secret uploaded, String key) {
    session.say(
        "[download-certs] Downloading the certificates in Secret \"kubeadm-certs\" in the"
            + " \"kube-system\" Namespace");
    session.say("[download-certs] Saving the certificates to the folder: \"/etc/kubernetes/pki\"");
    for (Entry<String, String> each : new TreeMap<>(uploaded.getData()).entrySet()) {
      byte[] both = Base64.getDecoder().decode(each.getValue());
      byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
      byte[] sealed = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
      String file = each.getKey().replaceFirst("^etcd-", "etcd/");
      session.write(Paths.PKI + file, crypt(Cipher.DECRYPT_MODE, key, nonce, sealed));
    }
  }

  private static byte[] crypt(int mode, String key, byte[] nonce, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KubeadmFailed(
          "error execution phase control-plane-prepare/download-certs: error downloading certs:"
              + " error decoding secret data with provided key: cipher: message authentication"
              + " failed");
    }
  }

  private static byte[] nonce(String file) {
    return Arrays.copyOf(file.getBytes(StandardCharsets.US_ASCII), NONCE_BYTES);
  }
}
