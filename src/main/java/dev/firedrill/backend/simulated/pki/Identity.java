package dev.firedrill.backend.simulated.pki;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Who a client's certificate says it is ("Authenticating", X509 client certificates).
 *
 * @param user its common name
 * @param groups its organisations
 */
public record Identity(String user, List<String> groups) {

  /** Copies the groups. */
  public Identity {
    groups = List.copyOf(groups);
  }

  /** Whom the certificate names. */
  public static Identity of(X509Certificate certificate) {
    return of(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
  }

  static Identity of(X500Name name) {
    return new Identity(
        parts(name, BCStyle.CN).findFirst().orElse(""), parts(name, BCStyle.O).toList());
  }

  private static Stream<String> parts(X500Name name, ASN1ObjectIdentifier kind) {
    return Stream.of(name.getRDNs(kind))
        .map(part -> IETFUtils.valueToString(part.getFirst().getValue()));
  }
}
