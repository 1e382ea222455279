package dev.firedrill.backend.simulated.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with a certificate, in the words of Go's crypto/x509, as kubectl, kubelet and etcd
 * print them.
 */
public final class Trust {

  static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  static final String SERVER = "1.3.6.1.5.5.7.3.1";

  private final List<X509Certificate> authorities;

  /** Trusts whatever these have signed. */
  public Trust(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /** Why a client's certificate is refused at that moment; nothing where it is in order. */
  public Optional<String> againstClient(X509Certificate certificate, Instant now) {
    return problem(certificate, now, CLIENT);
  }

  /** True where one of the authorities signed it, whatever its dates. */
  public boolean signed(X509Certificate certificate) {
    return authorities.stream().anyMatch(each -> signedBy(certificate, each));
  }

  /** The end of its validity, or an earlier one of the authorities'. */
  public Instant goodUntil(X509Certificate certificate) {
    return Stream.concat(Stream.of(certificate), authorities.stream())
        .map(each -> each.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /**
   * Why a server's certificate is refused at that moment; nothing where it is in order.
   *
   * @param host the name or address by which the server was called
   */
  public Optional<String> againstServer(X509Certificate certificate, String host, Instant now) {
    return problem(certificate, now, SERVER).or(() -> notFor(certificate, host));
  }

  private Optional<String> problem(X509Certificate certificate, Instant now, String purpose) {
    List<X509Certificate> issuers =
        authorities.stream().filter(each -> signedBy(certificate, each)).toList();
    if (issuers.isEmpty()) {
      return Optional.of("x509: certificate signed by unknown authority");
    }
    return expired(certificate, now)
        .or(() -> allExpired(issuers, now))
        .or(() -> notMeantFor(certificate, purpose));
  }

  /** One that is good is enough: an authority may be trusted by its old and its new certificate. */
  private static Optional<String> allExpired(List<X509Certificate> issuers, Instant now) {
    return issuers.stream().anyMatch(each -> expired(each, now).isEmpty())
        ? Optional.empty()
        : expired(issuers.get(0), now);
  }

  private static Optional<String> expired(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    String seen =
        "x509: certificate has expired or is not yet valid: current time "
            + now.truncatedTo(ChronoUnit.SECONDS);
    if (now.isBefore(from)) {
      return Optional.of(seen + " is before " + from);
    }
    return now.isAfter(until) ? Optional.of(seen + " is after " + until) : Optional.empty();
  }

  private static Optional<String> notMeantFor(X509Certificate certificate, String purpose) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.contains(purpose)
          ? Optional.empty()
          : Optional.of("x509: certificate specifies an incompatible key usage");
    } catch (CertificateParsingException e) {
      return Optional.of("x509: " + e.getMessage());
    }
  }

  private static Optional<String> notFor(X509Certificate certificate, String host) {
    List<String> names = names(certificate);
    return names.contains(host)
        ? Optional.empty()
        : Optional.of(
            "x509: certificate is valid for %s, not %s"
                .formatted(names.stream().collect(Collectors.joining(", ")), host));
  }

  /** The host names and addresses that a server's certificate is for. */
  public static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      return alternatives == null
          ? List.of()
          : alternatives.stream().map(each -> String.valueOf(each.get(1))).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static boolean signedBy(X509Certificate certificate, X509Certificate authority) {
    if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
