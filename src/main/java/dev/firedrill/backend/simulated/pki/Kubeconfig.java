package dev.firedrill.backend.simulated.pki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.backend.simulated.machine.Files;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A kubeconfig with one cluster and one user.
 *
 * @param cluster the cluster's name
 * @param server the API's URL
 * @param authority the certificate of the API's authority as PEM, or empty
 * @param user the user's name in the file
 * @param certificate the client's certificate as PEM, or empty
 * @param key its private key as PEM, or empty
 * @param token a bearer token, or empty
 * @param clientFile the file that the client's certificate was read from, which clients read again;
 *     empty where it is inline, and read once
 */
public record Kubeconfig(
    String cluster,
    String server,
    String authority,
    String user,
    String certificate,
    String key,
    String token,
    String clientFile) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** One that has everything inline. */
  public Kubeconfig(
      String cluster,
      String server,
      String authority,
      String user,
      String certificate,
      String key,
      String token) {
    this(cluster, server, authority, user, certificate, key, token, "");
  }

  /**
   * Reads a kubeconfig that has everything inline.
   *
   * @throws IllegalArgumentException where it is not a kubeconfig
   */
  public static Kubeconfig parse(byte[] yaml) {
    return parse(yaml, new Files());
  }

  /**
   * Reads a kubeconfig; certificates and keys that it names as files are taken from this disk. What
   * is not there is left empty, as a client does that then presents nothing.
   *
   * @throws IllegalArgumentException where it is not a kubeconfig
   */
  public static Kubeconfig parse(byte[] yaml, Files files) {
    try {
      JsonNode root = YAML.readTree(yaml);
      JsonNode cluster = root.at("/clusters/0/cluster");
      JsonNode user = root.at("/users/0/user");
      if (cluster.path("server").asText().isEmpty()) {
        throw new IllegalArgumentException("a kubeconfig without a server");
      }
      return new Kubeconfig(
          root.at("/clusters/0/name").asText(),
          cluster.path("server").asText(),
          value(cluster, "certificate-authority", files),
          root.at("/users/0/name").asText(),
          value(user, "client-certificate", files),
          value(user, "client-key", files),
          user.path("token").asText(),
          user.path("client-certificate").asText());
    } catch (IOException e) {
      throw new IllegalArgumentException("not a kubeconfig: " + e.getMessage(), e);
    }
  }

  private static String value(JsonNode from, String name, Files files) {
    if (from.has(name + "-data")) {
      byte[] decoded = Base64.getDecoder().decode(from.path(name + "-data").asText());
      return new String(decoded, StandardCharsets.US_ASCII);
    }
    return Optional.of(from.path(name).asText())
        .filter(path -> !path.isEmpty())
        .flatMap(files::text)
        .orElse("");
  }

  /** The same, trusting another certificate. */
  public Kubeconfig trusting(String otherAuthority) {
    return new Kubeconfig(
        cluster, server, otherAuthority, user, certificate, key, token, clientFile);
  }

  /** The same, for a server at another URL. */
  public Kubeconfig at(String otherServer) {
    return new Kubeconfig(
        cluster, otherServer, authority, user, certificate, key, token, clientFile);
  }

  /** The same, by a certificate that is not read again. */
  public Kubeconfig readOnce() {
    return new Kubeconfig(cluster, server, authority, user, certificate, key, token);
  }

  /** The host of the API's URL. */
  public String host() {
    return java.net.URI.create(server).getHost();
  }

  /** The port of the API's URL. */
  public int port() {
    int port = java.net.URI.create(server).getPort();
    return port < 0 ? 443 : port;
  }

  /** The client's certificate, where there is one. */
  public Optional<X509Certificate> clientCertificate() {
    return Pem.certificates(certificate.getBytes(StandardCharsets.US_ASCII)).stream().findFirst();
  }

  /** Trusts the API's authority. */
  public Trust trust() {
    return new Trust(Pem.certificates(authority.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The file's text, everything inline, as kubeadm writes it. */
  public String yaml() {
    List<String> credentials =
        token.isEmpty()
            ? List.of(
                "client-certificate-data: " + data(certificate), "client-key-data: " + data(key))
            : List.of("token: " + token);
    return text(inlineAuthority(), String.join("\n    ", credentials));
  }

  /**
   * The file's text as a kubelet has it: its rotated certificate and key in a file of their own.
   */
  public String yamlNaming(String file) {
    return text(inlineAuthority(), "client-certificate: " + file + "\n    client-key: " + file);
  }

  /**
   * The file's text as k3s has it: everything in files of its own.
   *
   * @param authorityFile the authority's certificate
   * @param client the client's certificate and key, without their endings
   */
  public String yamlNaming(String authorityFile, String client) {
    return text(
        "certificate-authority: " + authorityFile,
        "client-certificate: " + client + ".crt\n    client-key: " + client + ".key");
  }

  private String inlineAuthority() {
    return "certificate-authority-data: " + data(authority);
  }

  private String text(String trusted, String credentials) {
    return """
    apiVersion: v1
    clusters:
    - cluster:
        %1$s
        server: %2$s
      name: %3$s
    contexts:
    - context:
        cluster: %3$s
        user: %4$s
      name: %4$s@%3$s
    current-context: %4$s@%3$s
    kind: Config
    preferences: {}
    users:
    - name: %4$s
      user:
        %5$s
    """
        .formatted(trusted, server, cluster, user, credentials);
  }

  private static String data(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
