package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.CertificateFiles;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a server goes on with certificates from before. Times of files say nothing: k3s writes
 * what it reads at its start, and reads most of it again later. But a start makes what is not
 * there, takes away what asks for another certificate of its listener, and always gives its kubelet
 * a new certificate, which the kubelet reads once.
 */
final class RotatedSince {

  private RotatedSince() {}

  /** A file that was changed or taken away since the server was started; nothing where none was. */
  static Optional<String> start(NodeShell server) {
    if (Shells.exists(server, K3sFiles.RENEW_LISTENER)) {
      return Optional.of(K3sFiles.RENEW_LISTENER);
    }
    List<CertificatePlace> places =
        K3sPlaces.of(NodeRole.CONTROL_PLANE).stream().filter(CertificatePlace::isLeaf).toList();
    return places.stream()
        .filter(place -> !Shells.exists(server, place.file()))
        .map(place -> place.file() + " was taken away")
        .findFirst()
        .or(
            () ->
                places.stream()
                    .filter(place -> place.kind() == Kind.AGENT_SERVING)
                    .filter(place -> isServedFromBefore(server, place))
                    .map(CertificatePlace::file)
                    .findFirst());
  }

  /** A kubelet that does not serve yet is being started. */
  private static boolean isServedFromBefore(NodeShell server, CertificatePlace place) {
    Optional<Instant> served = K3sPlaces.KUBELET.on(server).map(NodeCertificate::notAfter);
    return served
        .filter(
            end ->
                CertificateFiles.read(server, place).stream()
                    .noneMatch(each -> each.notAfter().equals(end)))
        .isPresent();
  }
}
