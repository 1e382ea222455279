package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** The certificates of a kubelet, in its folder. */
final class KubeletCredential {

  private static final String BOOTSTRAP = "/etc/kubernetes/bootstrap-kubelet.conf";
  private static final String KUBECONFIG = "/etc/kubernetes/kubelet.conf";
  private static final String CLIENT = "/var/lib/kubelet/pki/kubelet-client-current.pem";
  private static final String SERVING = "/var/lib/kubelet/pki/kubelet.crt";
  private static final String SERVING_KEY = "/var/lib/kubelet/pki/kubelet.key";

  private final Machine machine;

  KubeletCredential(Machine machine) {
    this.machine = machine;
  }

  /** True unless it has a client certificate that has expired, and no way to another. */
  boolean isUsable(Instant now) {
    Files files = machine.files();
    if (!files.exists(KUBECONFIG) || files.exists(BOOTSTRAP)) {
      return true;
    }
    List<X509Certificate> certificates =
        files.read(CLIENT).map(Pem::certificates).orElse(List.of());
    return certificates.isEmpty() || !now.isAfter(certificates.get(0).getNotAfter().toInstant());
  }

  /** Signs itself a serving certificate where there is none; one that has expired stays. */
  void makeServing(Instant now) {
    if (machine.files().exists(SERVING)) {
      return;
    }
    String name = machine.name() + "@" + now.getEpochSecond();
    Issued issued = Authority.create(Keys.of(name), name, now, Authority.LEAF_VALIDITY).asIssued();
    machine.files().write(SERVING, issued.certificatePem());
    machine.files().write(SERVING_KEY, issued.keyPem());
  }
}
