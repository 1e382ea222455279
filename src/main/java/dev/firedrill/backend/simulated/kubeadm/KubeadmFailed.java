package dev.firedrill.backend.simulated.kubeadm;

/** kubeadm gave up; the message is what it prints. */
final class KubeadmFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KubeadmFailed(String message) {
    super(message);
  }
}
