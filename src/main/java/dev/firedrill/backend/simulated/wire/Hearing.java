package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.pki.Trust;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Which clients a server hears out while TLS is agreed on. */
final class Hearing extends X509ExtendedTrustManager {

  private final List<X509Certificate> authorities;
  private final Optional<Supplier<Instant>> clock;

  private Hearing(List<X509Certificate> authorities, Optional<Supplier<Instant>> clock) {
    this.authorities = List.copyOf(authorities);
    this.clock = clock;
  }

  /** An API server hears everybody, and answers 401 to those whose certificate is not good. */
  static Hearing everybody(List<X509Certificate> authorities) {
    return new Hearing(authorities, Optional.empty());
  }

  /** etcd hears those alone whose certificate is good by the simulation's clock. */
  static Hearing known(List<X509Certificate> authorities, Supplier<Instant> clock) {
    return new Hearing(authorities, Optional.of(clock));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    if (clock.isPresent()) {
      Optional<String> problem = new Trust(authorities).againstClient(chain[0], clock.get().get());
      if (problem.isPresent()) {
        throw new CertificateException(problem.get());
      }
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, kind);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, kind);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("a server asks no server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, kind);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, kind);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(new X509Certificate[0]);
  }
}
