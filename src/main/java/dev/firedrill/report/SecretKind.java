package dev.firedrill.report;

import java.util.regex.Pattern;

/** A kind of text that must not be in a report, and how it is recognised. */
enum SecretKind {
  /** A PEM block, also inside a JSON string, also cut short. */
  PRIVATE_KEY(
      "private key",
      "(?<secret>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----"
          + "(?:[^\"]{0,20000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----"
          + "|(?:[A-Za-z0-9+/=\\s]++|\\\\[nr])*+))"),

  /** What {@code kubeadm init --upload-certs} prints and {@code kubeadm join} is given. */
  CERTIFICATE_KEY(
      "certificate key",
      "(?i:certificate[- _]?key)(?:\\s|\\\\[nrt]|[:=,\"'\\\\]){1,20}"
          + "(?<secret>[0-9a-f]{64})(?![0-9a-f])"),

  /** What Secrets are encrypted by, in an encryption configuration: 32 bytes in base64. */
  ENCRYPTION_KEY(
      "encryption key",
      "(?i:secret)(?:\\s|\\\\[nrt]|[:=,\"'\\\\]){1,20}"
          + "(?<secret>[A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])"),

  /** Any JSON web token; service accounts' are the ones a cluster has. */
  SERVICE_ACCOUNT_TOKEN(
      "service-account token",
      "(?<secret>eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,})"),

  /** A token said to be one, whatever its letters. */
  NAMED_BOOTSTRAP_TOKEN(
      "bootstrap token",
      "(?i:token)(?:\\s|\\\\[nrt]|[:=,\"'\\\\]){1,20}"
          + "(?<secret>[a-z0-9]{6}\\.[a-z0-9]{16})(?![A-Za-z0-9])"),

  /**
   * A token by its form alone. It has letters and digits (all but one in a thousand do), which
   * words, host names and numbers with a dot in them do not; and its end is not the hexadecimal
   * nanosecond that ends the names of Kubernetes events.
   */
  BOOTSTRAP_TOKEN(
      "bootstrap token",
      "(?:(?<![A-Za-z0-9._/-])|(?<=\\\\[nrt]))(?<secret>"
          + "(?=[a-z.]{0,22}[0-9])(?=[0-9.]{0,22}[a-z])"
          + "[a-z0-9]{6}\\.(?![12][0-9a-f]{15}(?![a-z0-9]))[a-z0-9]{16}"
          + ")(?![A-Za-z0-9_/-]|\\.[A-Za-z0-9])");

  private final String label;
  private final Pattern pattern;

  SecretKind(String label, String regex) {
    this.label = label;
    this.pattern = Pattern.compile(regex);
  }

  String label() {
    return label;
  }

  /** Matches the secret as the group {@code secret}. */
  Pattern pattern() {
    return pattern;
  }

  /** What stands in a file in the secret's place. */
  String mask() {
    return "<masked " + label + ">";
  }
}
