package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.SigningRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestStatus;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestStatusBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The controllers csrapproving and csrsigning, for kubelets: a client certificate that names a node
 * is approved and signed with the cluster's authority on the leader's machine ("TLS
 * bootstrapping"). Without the authority's key, or once it has expired, nothing is signed.
 */
final class CertificateSigning implements Controller {

  private static final String SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";

  private final Informers api;
  private final Machine machine;

  CertificateSigning(Informers api, Machine machine) {
    this.api = api;
    this.machine = machine;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(CertificateSigningRequest.class);
  }

  @Override
  public void reconcile() {
    for (CertificateSigningRequest request : api.list(CertificateSigningRequest.class)) {
      if (SIGNER.equals(request.getSpec().getSignerName()) && isOpen(request)) {
        authority()
            .filter(
                signer ->
                    machine.clock().now().isBefore(signer.certificate().getNotAfter().toInstant()))
            .ifPresent(signer -> sign(request, signer));
      }
    }
  }

  private static boolean isOpen(CertificateSigningRequest request) {
    return request.getStatus() == null
        || request.getStatus().getCertificate() == null
        || request.getStatus().getCertificate().isEmpty();
  }

  private Optional<Authority> authority() {
    String authority = machine.places().clientAuthority();
    Optional<byte[]> certificate = machine.files().read(authority + ".crt");
    Optional<byte[]> key = machine.files().read(authority + ".key");
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(Authority.parse(certificate.get(), key.get()))
        : Optional.empty();
  }

  private void sign(CertificateSigningRequest request, Authority authority) {
    SigningRequest asked =
        SigningRequest.parse(Base64.getDecoder().decode(request.getSpec().getRequest()));
    if (!asked.identity().groups().equals(List.of("system:nodes"))
        || !asked.identity().user().startsWith("system:node:")) {
      return;
    }
    String certificate = Pem.of(asked.signedBy(authority, machine.clock().now()));
    CertificateSigningRequestStatus status =
        new CertificateSigningRequestStatusBuilder()
            .addNewCondition()
            .withType("Approved")
            .withStatus("True")
            .withReason("AutoApproved")
            .withMessage("Auto approving kubelet client certificate after SubjectAccessReview.")
            .endCondition()
            .withCertificate(
                Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII)))
            .build();
    Writes.status(api, request, status);
  }
}
