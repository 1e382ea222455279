package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The certificates of a kubelet, in its folder. */
final class KubeletCredential {

  private final Machine machine;
  private final Places places;

  KubeletCredential(Machine machine) {
    this.machine = machine;
    this.places = machine.places();
  }

  /** True unless it has a client certificate that has expired, and no way to another. */
  boolean isUsable(Instant now) {
    Files files = machine.files();
    String bootstrap = places.bootstrapKubeconfig();
    if (!files.exists(places.kubeletKubeconfig())
        || (!bootstrap.isEmpty() && files.exists(bootstrap))) {
      return true;
    }
    List<X509Certificate> certificates =
        files.read(places.kubeletClient()).map(Pem::certificates).orElse(List.of());
    return certificates.isEmpty() || !now.isAfter(certificates.get(0).getNotAfter().toInstant());
  }

  /** Signs itself a serving certificate where there is none; one that has expired stays. */
  void makeServing(Instant now) {
    if (machine.files().exists(places.kubeletServing() + ".crt")) {
      return;
    }
    String name = machine.name() + "@" + now.getEpochSecond();
    Issued issued = Authority.create(Keys.of(name), name, now, Authority.LEAF_VALIDITY).asIssued();
    machine.files().write(places.kubeletServing() + ".crt", issued.certificatePem());
    machine.files().write(places.kubeletServing() + ".key", issued.keyPem());
  }
}
