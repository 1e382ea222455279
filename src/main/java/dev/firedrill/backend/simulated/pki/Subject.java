package dev.firedrill.backend.simulated.pki;

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

  /** The same, good for clients too. */
  public Subject alsoClient() {
    return new Subject(commonName, organisations, dnsNames, addresses, server, true);
  }
}
