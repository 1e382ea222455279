package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.SigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequest;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a kubelet does with bootstrap-kubelet.conf: it asks for a client certificate, which the
 * controller manager approves and signs ("TLS bootstrapping").
 */
final class TlsBootstrap {

  private static final String SIGNER = "kubernetes.io/kube-apiserver-client-kubelet";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private TlsBootstrap() {}

  static Issued perform(Session session) {
    KeyPair pair = session.keys().leaf();
    String pem = SigningRequest.of(pair, Leaf.user(Paths.KUBELET, session.node())).pem();
    CertificateSigningRequest request =
        new CertificateSigningRequestBuilder()
            .withNewMetadata()
            .withGenerateName("node-csr-")
            .endMetadata()
            .withNewSpec()
            .withRequest(
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)))
            .withSignerName(SIGNER)
            .withUsages("digital signature", "client auth")
            .endSpec()
            .build();
    String name =
        session
            .api(Paths.BOOTSTRAP, client -> client.resource(request).create())
            .getMetadata()
            .getName();
    List<String> signed = new ArrayList<>();
    boolean answered =
        session
            .time()
            .await(
                () -> {
                  certificate(session, name).ifPresent(signed::add);
                  return !signed.isEmpty();
                },
                Session.POLL,
                LIMIT);
    if (!answered) {
      throw new KubeadmFailed(
          "error execution phase kubelet-start: timed out waiting for the condition");
    }
    return new Issued(
        Pem.certificate(Base64.getDecoder().decode(signed.get(0))),
        (ECPrivateKey) pair.getPrivate());
  }

  private static Optional<String> certificate(Session session, String name) {
    CertificateSigningRequest found =
        session.api(
            Paths.BOOTSTRAP,
            client -> client.certificates().v1().certificateSigningRequests().withName(name).get());
    return Optional.ofNullable(found)
        .map(CertificateSigningRequest::getStatus)
        .map(status -> status.getCertificate())
        .filter(text -> !text.isEmpty());
  }
}
