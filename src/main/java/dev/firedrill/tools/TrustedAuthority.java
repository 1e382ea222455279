package dev.firedrill.tools;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The authority that a kubeconfig trusts, where it has it inline. */
public final class TrustedAuthority {

  private static final Pattern FIELD = Pattern.compile("(certificate-authority-data: *)(\\S+)");

  private TrustedAuthority() {}

  /** The authority's certificate; nothing where there is none inline, or none that can be read. */
  public static Optional<X509Certificate> of(String kubeconfig) {
    Matcher matcher = FIELD.matcher(kubeconfig);
    return matcher.find() ? certificate(matcher.group(2)) : Optional.empty();
  }

  /**
   * The kubeconfig with another certificate of the same authority. Authorities with another key,
   * those of other clusters in the same file, are left alone.
   *
   * @param authority the certificate, PEM
   */
  public static String in(String kubeconfig, byte[] authority) {
    PublicKey key = Reissue.certificate(authority).getPublicKey();
    String data = Base64.getEncoder().encodeToString(authority);
    return FIELD
        .matcher(kubeconfig)
        .replaceAll(
            found ->
                certificate(found.group(2)).filter(is -> is.getPublicKey().equals(key)).isPresent()
                    ? Matcher.quoteReplacement(found.group(1) + data)
                    : Matcher.quoteReplacement(found.group()));
  }

  private static Optional<X509Certificate> certificate(String base64) {
    try {
      byte[] pem = Base64.getDecoder().decode(base64.replace("\"", ""));
      return Optional.of(Reissue.certificate(pem));
    } catch (IllegalArgumentException | Unexpected unreadable) {
      return Optional.empty();
    }
  }
}
