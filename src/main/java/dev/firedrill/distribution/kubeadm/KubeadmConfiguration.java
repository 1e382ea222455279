package dev.firedrill.distribution.kubeadm;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;

/**
 * Configuration files of kubeadm (kubeadm.k8s.io/v1beta3, read by 1.29 and 1.30 alike).
 *
 * <p>Machines in containers share the host's disk and kernel: kubelet's disk eviction would judge
 * the host's disk, and kube-proxy may not set the kernel's conntrack limits. The check
 * HTTPProxyCIDR is left out: it writes an IPv4 address in brackets, which kubeadm built by Go 1.26
 * refuses to parse. The API server ends its watches when it is told to stop; it would otherwise
 * hold on to them until the kubelet kills it after 30 s (docs/performance.md).
 */
final class KubeadmConfiguration {

  private static final String IGNORED = "HTTPProxyCIDR";
  private static final String DATA_IS_THERE = "DirAvailable--var-lib-etcd";

  private static final String INIT =
      """
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: InitConfiguration
      certificateKey: "%s"
      localAPIEndpoint: {advertiseAddress: %s, bindPort: 6443}
      nodeRegistration:
        criSocket: unix:///run/containerd/containerd.sock
        ignorePreflightErrors: [%s]
        kubeletExtraArgs: {node-ip: %s}
      ---
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: ClusterConfiguration
      clusterName: %s
      kubernetesVersion: %s
      controlPlaneEndpoint: "%s"
      apiServer:
        extraArgs: {shutdown-watch-termination-grace-period: 3s%s}
      networking: {podSubnet: %s, serviceSubnet: %s}
      ---
      apiVersion: kubelet.config.k8s.io/v1beta1
      kind: KubeletConfiguration
      cgroupDriver: systemd
      failSwapOn: false
      resolvConf: /etc/kubernetes-resolv.conf
      imageGCHighThresholdPercent: 100
      evictionHard: {nodefs.available: "0%%", nodefs.inodesFree: "0%%", imagefs.available: "0%%"}
      ---
      apiVersion: kubeproxy.config.k8s.io/v1alpha1
      kind: KubeProxyConfiguration
      conntrack: {maxPerCore: 0}
      """;

  private static final String JOIN =
      """
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: JoinConfiguration
      discovery:
        bootstrapToken:
          apiServerEndpoint: "%s"
          token: "%s"
          caCertHashes: ["%s"]
      nodeRegistration:
        criSocket: unix:///run/containerd/containerd.sock
        ignorePreflightErrors: [HTTPProxyCIDR]
        kubeletExtraArgs: {node-ip: %s}
      """;

  private static final String CONTROL_PLANE =
      """
      controlPlane:
        certificateKey: "%s"
        localAPIEndpoint: {advertiseAddress: %s, bindPort: 6443}
      """;

  private static final String CERTIFICATE_KEY =
      """
      apiVersion: kubeadm.k8s.io/v1beta3
      kind: InitConfiguration
      certificateKey: "%s"
      ---
      """;

  private KubeadmConfiguration() {}

  static String init(Topology topology, Machine machine, Version version, String certificateKey) {
    return init(topology, machine, version, certificateKey, IGNORED, "");
  }

  /**
   * For a machine that has data of etcd already, which kubeadm would refuse.
   *
   * @param encrypts true where it has an encryption configuration too, for the API server to read
   */
  static String initAround(
      Topology topology,
      Machine machine,
      Version version,
      String certificateKey,
      boolean encrypts) {
    return init(
        topology,
        machine,
        version,
        certificateKey,
        IGNORED + ", " + DATA_IS_THERE,
        encrypts ? ", %s: %s".formatted(KubeadmEncryption.FLAG, KubeadmEncryption.FILE) : "");
  }

  private static String init(
      Topology topology,
      Machine machine,
      Version version,
      String certificateKey,
      String ignored,
      String arguments) {
    return INIT.formatted(
        certificateKey,
        machine.address(),
        ignored,
        machine.address(),
        topology.name(),
        version,
        topology.controlPlaneEndpoint(),
        arguments,
        topology.podSubnet(),
        topology.serviceSubnet());
  }

  static String join(Topology topology, Machine machine, KubeadmTicket ticket) {
    String worker =
        JOIN.formatted(
            topology.controlPlaneEndpoint(), ticket.token(), ticket.caHash(), machine.address());
    return machine.role() == NodeRole.WORKER
        ? worker
        : worker + CONTROL_PLANE.formatted(ticket.certificateKey(), machine.address());
  }

  /** For uploading certificates again: the key must not be on a command line. */
  static String certificateKey(String key, String clusterConfiguration) {
    return CERTIFICATE_KEY.formatted(key) + clusterConfiguration;
  }

  /** For commands that want to know a version and would look for the newest. */
  static String version(String version) {
    return """
    apiVersion: kubeadm.k8s.io/v1beta3
    kind: ClusterConfiguration
    kubernetesVersion: %s
    """
        .formatted(version);
  }
}
