package dev.firedrill.backend.simulated.machine;

/**
 * Where programs on a machine keep what others read, which the distribution that set it up says.
 * Certificates and keys are named without their endings, {@code .crt} and {@code .key}.
 *
 * @param adminKubeconfig the administrator's kubeconfig
 * @param kubeletKubeconfig the kubelet's; without it a kubelet runs static pods only
 * @param bootstrapKubeconfig by what a kubelet asks for its first certificate; empty where it does
 *     not ask
 * @param kubeletConfiguration the kubelet's configuration, without which it does nothing
 * @param kubeletClient the file of the kubelet's client certificate
 * @param kubeletServing the kubelet's serving certificate
 * @param staticPods the folder of the manifests of static pods
 * @param networks the folder of the network configurations, without one of which a node is not
 *     Ready
 * @param controllerManagerKubeconfig the controller manager's kubeconfig
 * @param schedulerKubeconfig the scheduler's
 * @param apiServer the API server's serving certificate
 * @param clientAuthority the authority that API servers know clients by
 * @param apiAuthority the authority that clients know API servers by
 * @param serviceAccountKey the file by which API servers know tokens of service accounts
 * @param etcdServer the serving certificate of the machine's etcd member
 * @param etcdClient a certificate that members accept from clients
 * @param etcdAuthority the authority of etcd
 */
public record Places(
    String adminKubeconfig,
    String kubeletKubeconfig,
    String bootstrapKubeconfig,
    String kubeletConfiguration,
    String kubeletClient,
    String kubeletServing,
    String staticPods,
    String networks,
    String controllerManagerKubeconfig,
    String schedulerKubeconfig,
    String apiServer,
    String clientAuthority,
    String apiAuthority,
    String serviceAccountKey,
    String etcdServer,
    String etcdClient,
    String etcdAuthority) {

  private static final String KUBERNETES = "/etc/kubernetes/";
  private static final String PKI = KUBERNETES + "pki/";
  private static final String KUBELET = "/var/lib/kubelet/";

  /** kubeadm's. */
  public static final Places OF_KUBEADM =
      new Places(
          KUBERNETES + "admin.conf",
          KUBERNETES + "kubelet.conf",
          KUBERNETES + "bootstrap-kubelet.conf",
          KUBELET + "config.yaml",
          KUBELET + "pki/kubelet-client-current.pem",
          KUBELET + "pki/kubelet",
          KUBERNETES + "manifests",
          "/etc/cni/net.d",
          KUBERNETES + "controller-manager.conf",
          KUBERNETES + "scheduler.conf",
          PKI + "apiserver",
          PKI + "ca",
          PKI + "ca",
          PKI + "sa.pub",
          PKI + "etcd/server",
          PKI + "etcd/healthcheck-client",
          PKI + "etcd/ca");
}
