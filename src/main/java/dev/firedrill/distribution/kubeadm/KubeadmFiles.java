package dev.firedrill.distribution.kubeadm;

/** Where kubeadm keeps things ("Implementation details" in its reference). */
final class KubeadmFiles {

  static final String KUBERNETES = "/etc/kubernetes";
  static final String PKI = KUBERNETES + "/pki";
  static final String ADMIN_CONF = KUBERNETES + "/admin.conf";

  /** Where kubeadm tells administrators to copy admin.conf to. */
  static final String COPIED_ADMIN_CONF = "/root/.kube/config";

  static final String KUBELET_CONF = KUBERNETES + "/kubelet.conf";
  static final String MANIFESTS = KUBERNETES + "/manifests";
  static final String API_SERVER_MANIFEST = MANIFESTS + "/kube-apiserver.yaml";
  static final String KUBELET_PKI = "/var/lib/kubelet/pki";
  static final String KUBELET_CLIENT = KUBELET_PKI + "/kubelet-client-current.pem";
  static final String KUBELET_SERVING = KUBELET_PKI + "/kubelet.crt";
  static final String KUBELET_SERVING_KEY = KUBELET_PKI + "/kubelet.key";

  /** Where the manifests of what is stopped are kept; not below where the kubelet looks. */
  static final String STOPPED = KUBERNETES + "/firedrill-stopped";

  private KubeadmFiles() {}
}
