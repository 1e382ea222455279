package dev.firedrill.backend.remote;

import dev.firedrill.model.PemKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a client needs to be believed and to believe nobody else: it verifies servers by these
 * authorities only, and names itself by this certificate.
 *
 * @param authorities who may have signed a server's certificate
 * @param certificates the client's certificate, followed by those that lead to its authority
 * @param key the client's private key
 */
public record ClientTls(
    List<X509Certificate> authorities, List<X509Certificate> certificates, PrivateKey key) {

  private static final char[] IN_MEMORY = new char[0];

  /** Copies the lists. */
  public ClientTls {
    authorities = List.copyOf(authorities);
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads PEM; the key as PKCS#1, SEC 1 or PKCS#8, not encrypted.
   *
   * @throws IllegalArgumentException saying which of the three cannot be read and why
   */
  public static ClientTls parse(byte[] authorities, byte[] certificates, byte[] key) {
    return new ClientTls(
        certificates(authorities, "the authorities"),
        certificates(certificates, "the client's certificate"),
        privateKey(key));
  }

  /** A JDK context that presents the client's certificate and trusts the authorities alone. */
  public SSLContext sslContext() {
    try {
      KeyManagerFactory identity =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(identityStore(), IN_MEMORY);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot make a TLS context of certificates already read", e);
    }
  }

  private KeyStore identityStore() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, IN_MEMORY, certificates.toArray(new X509Certificate[0]));
    return store;
  }

  private KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (X509Certificate authority : authorities) {
      store.setCertificateEntry("authority-" + store.size(), authority);
    }
    return store;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    return store;
  }

  private static List<X509Certificate> certificates(byte[] pem, String what) {
    try {
      List<X509Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (read.isEmpty()) {
        throw new IllegalArgumentException(what + ": expected certificates in PEM, found none");
      }
      return read;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(byte[] pem) {
    try {
      return PemKey.read(pem)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "the client's key: expected a private key in PEM, not encrypted, found none"));
    } catch (IOException e) {
      throw new IllegalArgumentException("the client's key cannot be read: " + e.getMessage(), e);
    }
  }
}
