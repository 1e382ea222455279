package dev.firedrill.backend.simulated.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whom a certificate names and what it is good for.
 *
 * @param commonName the user, or the host
 * @param organisations the user's groups
 * @param dnsNames the host names it serves
 * @param addresses the IP addresses it serves
 * @param server true where it may be shown by a server
 * @param client true where it may be shown by a client
 */
public record Subject(
    String commonName,
    List<String> organisations,
    List<String> dnsNames,
    List<String> addresses,
    boolean server,
    boolean client) {

  private static final Integer DNS = 2;

  /** Copies the lists. */
  public Subject {
    organisations = List.copyOf(organisations);
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /** A client of that name in those groups. */
  public static Subject client(String commonName, String... organisations) {
    return new Subject(commonName, List.of(organisations), List.of(), List.of(), false, true);
  }

  /** A server under those names and addresses. */
  public static Subject server(String commonName, List<String> dnsNames, List<String> addresses) {
    return new Subject(commonName, List.of(), dnsNames, addresses, true, false);
  }

  /** Whom that certificate names, and what it is good for. */
  public static Subject of(X509Certificate certificate) {
    Identity identity = Identity.of(certificate);
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        (each.get(0).equals(DNS) ? names : addresses).add(String.valueOf(each.get(1)));
      }
      List<String> purposes = certificate.getExtendedKeyUsage();
      return new Subject(
          identity.user(),
          identity.groups(),
          names,
          addresses,
          purposes != null && purposes.contains(Trust.SERVER),
          purposes != null && purposes.contains(Trust.CLIENT));
    } catch (CertificateParsingException e) {
      throw new IllegalArgumentException("a certificate whose extensions cannot be read", e);
    }
  }

  /** The same, good for clients too. */
  public Subject alsoClient() {
    return new Subject(commonName, organisations, dnsNames, addresses, server, true);
  }
}
