package dev.firedrill.backend.simulated.fault;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Subject;
import dev.firedrill.model.ScheduledFault;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A kubelet's client certificate that the cluster's own authority signed, and that has expired. */
final class ExpiredCertificate {

  private static final String PKI = "/etc/kubernetes/pki/";
  private static final String CLIENT = "/var/lib/kubelet/pki/kubelet-client-current.pem";
  private static final Duration BEFORE = Duration.ofDays(2);
  private static final Duration VALIDITY = Duration.ofDays(1);

  private ExpiredCertificate() {}

  static Optional<Strike.Healing> strike(ScheduledFault fault, Ground ground) {
    Machine machine = ground.machine(fault.hosts().get(0)).orElseThrow();
    Files files = machine.files();
    Optional<byte[]> good = files.read(CLIENT);
    Optional<Authority> authority = authority(ground);
    if (good.isEmpty() || authority.isEmpty()) {
      return Optional.empty();
    }
    byte[] expired = expired(good.get(), machine.name().value(), authority.get(), ground);
    files.write(CLIENT, expired);
    return Optional.of(
        () -> {
          // Perhaps somebody has renewed it meanwhile.
          if (files.read(CLIENT).filter(now -> Arrays.equals(now, expired)).isPresent()) {
            files.write(CLIENT, good.get());
          }
        });
  }

  /** The cluster's, where its first control plane has it. */
  private static Optional<Authority> authority(Ground ground) {
    return ground
        .machine(ground.topology().firstControlPlane().value())
        .map(Machine::files)
        .flatMap(
            files ->
                files
                    .read(PKI + "ca.crt")
                    .flatMap(
                        certificate ->
                            files
                                .read(PKI + "ca.key")
                                .map(key -> Authority.parse(certificate, key))));
  }

  private static byte[] expired(byte[] good, String node, Authority authority, Ground ground) {
    X509Certificate before = Pem.certificate(good);
    Instant from = ground.simulation().now().minus(BEFORE);
    X509Certificate signed =
        authority.sign(
            Subject.client("system:node:" + node, "system:nodes"),
            before.getPublicKey(),
            from,
            from.plus(VALIDITY));
    String text = new String(good, StandardCharsets.US_ASCII);
    String key = text.substring(text.indexOf("-----BEGIN", text.indexOf("-----END")));
    return (Pem.of(signed) + key).getBytes(StandardCharsets.US_ASCII);
  }
}
