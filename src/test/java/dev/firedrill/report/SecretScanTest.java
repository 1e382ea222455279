package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {

  private static final String BODY = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg".repeat(4);
  private static final String KEY =
      "-----BEGIN EC PRIVATE KEY-----\n" + BODY + "\n-----END EC PRIVATE KEY-----\n";
  private static final String TOKEN = "9vr73a.a8uxyaju799qwdjv";
  private static final String HEX = "0123456789abcdef".repeat(4);
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ"
          + ".eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50In0.c2lnbmF0dXJl";

  @TempDir Path folder;

  @Test
  void a_private_key_is_found_and_masked_and_the_rest_is_kept() throws IOException {
    assertThat(scanned("before\n" + KEY + "after\n"))
        .isEqualTo("before\n<masked private key>\nafter\n");
    assertThat(places("before\n" + KEY)).containsExactly("found.txt line 2: private key");
  }

  @Test
  void a_private_key_cut_short_is_masked_to_its_last_letter() throws IOException {
    assertThat(scanned("-----BEGIN PRIVATE KEY-----\n" + BODY)).isEqualTo("<masked private key>");
  }

  @Test
  void a_private_key_in_a_kubeconfig_is_found() throws IOException {
    assertThat(scanned("users:\n- user:\n    client-key-data: " + base64(KEY) + "\ncontexts: []"))
        .isEqualTo("users:\n- user:\n    client-key-data: <masked private key>\ncontexts: []");
  }

  @Test
  void a_kubeconfig_in_a_secret_is_found() throws IOException {
    String kubeconfig = "kind: Config\nclient-key-data: " + base64(KEY) + "\n";
    assertThat(scanned("{\"data\":{\"value\":\"" + base64(kubeconfig) + "\"}}"))
        .isEqualTo("{\"data\":{\"value\":\"<masked private key>\"}}");
  }

  @Test
  void what_secrets_are_encrypted_by_is_found() throws IOException {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(scanned("- secretbox: {keys: [{name: key1, secret: " + key + "}]}\n"))
        .isEqualTo("- secretbox: {keys: [{name: key1, secret: <masked encryption key>}]}\n");
  }

  @Test
  void base64_wrapped_into_lines_is_found() throws IOException {
    String wrapped = Base64.getMimeEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
    assertThat(scanned("tls.key:\n" + wrapped)).isEqualTo("tls.key:\n<masked private key>");
  }

  @Test
  void what_kubeadm_prints_after_init_is_found() throws IOException {
    assertThat(
            scanned(
                "[upload-certs] Using certificate key:\n%s\n".formatted(HEX)
                    + "kubeadm join 10.0.0.1:6443 --token %s \\\n".formatted(TOKEN)
                    + "  --discovery-token-ca-cert-hash sha256:%s \\\n".formatted(HEX)
                    + "  --control-plane --certificate-key %s\n".formatted(HEX)))
        .isEqualTo(
            "[upload-certs] Using certificate key:\n<masked certificate key>\n"
                + "kubeadm join 10.0.0.1:6443 --token <masked bootstrap token> \\\n"
                + "  --discovery-token-ca-cert-hash sha256:%s \\\n".formatted(HEX)
                + "  --control-plane --certificate-key <masked certificate key>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN,
        "Using " + TOKEN + ".",
        "{\"detail\":\"joined\\n" + TOKEN + "\"}",
        "--token=abcdef.ghijklmnopqrstuv",
        "token: \"abcdef.ghijklmnopqrstuv\"",
        "Authorization: Bearer " + JWT,
      })
  void tokens_are_found_wherever_they_stand(String planted) throws IOException {
    assertThat(places(planted)).singleElement().asString().contains("token");
    assertThat(Files.readString(folder.resolve("found.txt"))).contains("<masked");
  }

  @Test
  void a_secret_in_the_history_leaves_a_history_that_can_still_be_read() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Observation leak =
        new Observation.HarnessFailed(Instant.EPOCH, "joining", "stderr:\n" + KEY + "\"end\"");
    try (HistoryFile history = HistoryFile.open(file)) {
      history.record(leak);
    }
    assertThat(catchThrowableOfType(SecretsFound.class, () -> SecretScan.run(folder)))
        .hasMessageContaining("history.jsonl line 1: private key");
    assertThat(HistoryFile.read(file).observations())
        .containsExactly(
            new Observation.HarnessFailed(
                Instant.EPOCH, "joining", "stderr:\n<masked private key>\n\"end\""));
  }

  @Test
  void every_file_of_every_folder_is_searched_and_every_secret_named() throws IOException {
    Files.createDirectories(folder.resolve("logs/cp-1"));
    Files.writeString(folder.resolve("logs/cp-1/kubelet.log"), TOKEN + "\n" + KEY);
    Files.writeString(folder.resolve("run.json"), JWT);
    SecretsFound found = catchThrowableOfType(SecretsFound.class, () -> SecretScan.run(folder));
    assertThat(found.places())
        .containsExactlyInAnyOrder(
            "logs/cp-1/kubelet.log line 1: bootstrap token",
            "logs/cp-1/kubelet.log line 2: private key",
            "run.json line 1: service-account token");
    assertThatCode(() -> SecretScan.run(folder)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "worker.17f4b2c3d4e5f6a7",
        "Normal  Scheduled  pod/podinf.17f4b2c3d4e5f6a7",
        "123456.1234567890123456",
        "docker.containerdimages",
        "v1.30.4 sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "github.com/x/abc123.a8uxyaju799qwdjv",
        "sha256: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      })
  void what_only_looks_like_a_secret_is_left_alone(String harmless) throws IOException {
    Files.writeString(folder.resolve("harmless.txt"), harmless);
    assertThatCode(() -> SecretScan.run(folder)).doesNotThrowAnyException();
    assertThat(folder.resolve("harmless.txt")).hasContent(harmless);
  }

  @Test
  void bytes_that_are_no_text_survive_the_masking_beside_them() throws IOException {
    byte[] binary = {0, (byte) 0xff, (byte) 0xfe, (byte) 0x80, '\n'};
    Path file = folder.resolve("binary.log");
    byte[] planted = new byte[binary.length + TOKEN.length()];
    System.arraycopy(binary, 0, planted, 0, binary.length);
    System.arraycopy(TOKEN.getBytes(StandardCharsets.UTF_8), 0, planted, 5, TOKEN.length());
    Files.write(file, planted);
    catchThrowableOfType(SecretsFound.class, () -> SecretScan.run(folder));
    assertThat(Files.readAllBytes(file)).startsWith(binary).endsWith(">".getBytes());
  }

  @Test
  void a_long_run_of_base64_is_searched_to_its_end() throws IOException {
    String noise = ("x".repeat(75) + "\n").repeat(10_000);
    String wrapped =
        Base64.getMimeEncoder()
            .encodeToString((noise + KEY + noise).getBytes(StandardCharsets.UTF_8));
    assertThat(scanned(wrapped)).startsWith("<masked private key>").hasSizeLessThan(40);
  }

  private String scanned(String text) throws IOException {
    places(text);
    return Files.readString(folder.resolve("found.txt"));
  }

  private List<String> places(String text) throws IOException {
    Files.writeString(folder.resolve("found.txt"), text);
    return catchThrowableOfType(SecretsFound.class, () -> SecretScan.run(folder)).places();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
