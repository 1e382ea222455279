package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Identity;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Subject;
import dev.firedrill.backend.simulated.pki.Trust;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A server's certificate and its authority's, as a client has to see them whose clock is the wall's
 * and not the simulation's: the same keys, names and signatures, valid as much later as the wall
 * clock is ahead. What is expired in the simulation is expired for the client, and the other way
 * round. A server's is good for 127.0.0.1 and localhost too.
 *
 * @param ahead how far the wall clock is ahead of the virtual one; negative where it is behind
 */
record WallSide(Duration ahead) {

  private static final int DNS = 2;

  /** The authority of that name; all names are paths without their endings. */
  X509Certificate authority(Files files, String name) {
    return files.exists(name + ".key")
        ? signer(files, name).moved(ahead).certificate()
        : Pem.certificate(file(files, name + ".crt"));
  }

  /** What a server shows; as it is where the authority there did not sign it. */
  Issued serving(Files files, String name, String authority) {
    X509Certificate own = Pem.certificate(file(files, name + ".crt"));
    X509Certificate shown =
        files.exists(authority + ".key") ? moved(own, signer(files, authority)) : own;
    return new Issued(shown, Pem.key(file(files, name + ".key")));
  }

  private X509Certificate moved(X509Certificate own, Authority signer) {
    if (!new Trust(List.of(signer.certificate())).signed(own)) {
      return own;
    }
    return signer
        .moved(ahead)
        .sign(
            subject(own),
            own.getPublicKey(),
            own.getNotBefore().toInstant().plus(ahead),
            own.getNotAfter().toInstant().plus(ahead));
  }

  private static Authority signer(Files files, String name) {
    return Authority.parse(file(files, name + ".crt"), file(files, name + ".key"));
  }

  private static byte[] file(Files files, String name) {
    return files
        .read(name)
        .orElseThrow(
            () -> new IllegalStateException("open " + name + ": no such file or directory"));
  }

  private static Subject subject(X509Certificate certificate) {
    List<String> names = new ArrayList<>(List.of("localhost"));
    List<String> addresses = new ArrayList<>(List.of("127.0.0.1"));
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        (each.get(0).equals(DNS) ? names : addresses).add(String.valueOf(each.get(1)));
      }
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("names of a certificate that was parsed", e);
    }
    Identity identity = Identity.of(certificate);
    return new Subject(identity.user(), identity.groups(), names, addresses, true, true);
  }
}
