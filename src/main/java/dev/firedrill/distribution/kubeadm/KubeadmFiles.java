package dev.firedrill.distribution.kubeadm;

/** Where kubeadm keeps things ("Implementation details" in its reference). */
final class KubeadmFiles {

  static final String KUBERNETES = "/etc/kubernetes";
  static final String PKI = KUBERNETES + "/pki";
  static final String ADMIN_CONF = KUBERNETES + "/admin.conf";
  static final String KUBELET_CONF = KUBERNETES + "/kubelet.conf";
  static final String MANIFESTS = KUBERNETES + "/manifests";
  static final String KUBELET_CLIENT = "/var/lib/kubelet/pki/kubelet-client-current.pem";

  private KubeadmFiles() {}
}
