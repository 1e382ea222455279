package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.machine.ReleaseImages;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.model.EtcdMember;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Static pod manifests, their arguments as kubeadm writes them. */
final class Manifests {

  static final List<String> CONTROL_PLANE =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler");

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        annotations:
          %1$s
        labels:
          component: %2$s
          tier: control-plane
        name: %2$s
        namespace: kube-system
      spec:
        containers:
        - command:
          - %2$s
      %3$s
          image: %4$s
          imagePullPolicy: IfNotPresent
          name: %2$s
          resources:
            requests:
              cpu: %5$s
        hostNetwork: true
        priority: 2000001000
        priorityClassName: system-node-critical
        securityContext:
          seccompProfile:
            type: RuntimeDefault
      status: {}
      """;

  private final ClusterConfiguration cluster;
  private final ReleaseImages images;
  private final String node;
  private final String address;

  Manifests(ClusterConfiguration cluster, String node, String address) {
    this.cluster = cluster;
    this.images = SimulatedReleases.images(cluster.version());
    this.node = node;
    this.address = address;
  }

  /** The manifest of one of the components beside etcd. */
  String of(String component) {
    return switch (component) {
      case "kube-apiserver" -> apiServer();
      case "kube-controller-manager" -> controllerManager();
      case "kube-scheduler" -> scheduler();
      default -> throw new IllegalArgumentException("no static pod of kubeadm: " + component);
    };
  }

  /**
   * The manifest of etcd.
   *
   * @param members the members with the one that joins; none for a new cluster, and in upgrades
   */
  String etcd(List<EtcdMember> members) {
    String peer = "https://" + address + ":2380";
    String client = "https://" + address + ":2379";
    List<String> arguments = new ArrayList<>();
    arguments.add("advertise-client-urls=" + client);
    arguments.add("cert-file=/etc/kubernetes/pki/etcd/server.crt");
    arguments.add("client-cert-auth=true");
    arguments.add("data-dir=" + Paths.ETCD_DATA);
    arguments.add("experimental-initial-corrupt-check=true");
    arguments.add("experimental-watch-progress-notify-interval=5s");
    arguments.add("initial-advertise-peer-urls=" + peer);
    arguments.add("initial-cluster=" + initialCluster(members, peer));
    if (!members.isEmpty()) {
      arguments.add("initial-cluster-state=existing");
    }
    arguments.add("key-file=/etc/kubernetes/pki/etcd/server.key");
    arguments.add("listen-client-urls=https://127.0.0.1:2379," + client);
    arguments.add("listen-metrics-urls=http://127.0.0.1:2381");
    arguments.add("listen-peer-urls=" + peer);
    arguments.add("name=" + node);
    arguments.add("peer-cert-file=/etc/kubernetes/pki/etcd/peer.crt");
    arguments.add("peer-client-cert-auth=true");
    arguments.add("peer-key-file=/etc/kubernetes/pki/etcd/peer.key");
    arguments.add("peer-trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt");
    arguments.add("snapshot-count=10000");
    arguments.add("trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt");
    return pod(
        "kubeadm.kubernetes.io/etcd.advertise-client-urls: " + client,
        "etcd",
        arguments,
        images.etcdImage(),
        "100m");
  }

  private String initialCluster(List<EtcdMember> members, String peer) {
    return members.isEmpty()
        ? node + "=" + peer
        : members.stream()
            .flatMap(each -> each.peerUrls().stream().map(url -> name(each, peer) + "=" + url))
            .collect(Collectors.joining(","));
  }

  /** A member that was announced and has not started has no name yet. */
  private String name(EtcdMember member, String peer) {
    return member.peerUrls().contains(peer) ? node : member.name();
  }

  private String apiServer() {
    String pki = "/etc/kubernetes/pki/";
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("advertise-address", address);
    arguments.put("allow-privileged", "true");
    arguments.put("client-ca-file", pki + "ca.crt");
    arguments.put("enable-admission-plugins", "NodeRestriction");
    arguments.put("enable-bootstrap-token-auth", "true");
    arguments.put("etcd-cafile", pki + "etcd/ca.crt");
    arguments.put("etcd-certfile", pki + "apiserver-etcd-client.crt");
    arguments.put("etcd-keyfile", pki + "apiserver-etcd-client.key");
    arguments.put("etcd-servers", "https://127.0.0.1:2379");
    arguments.put("kubelet-client-certificate", pki + "apiserver-kubelet-client.crt");
    arguments.put("kubelet-client-key", pki + "apiserver-kubelet-client.key");
    arguments.put("kubelet-preferred-address-types", "InternalIP,ExternalIP,Hostname");
    arguments.put("proxy-client-cert-file", pki + "front-proxy-client.crt");
    arguments.put("proxy-client-key-file", pki + "front-proxy-client.key");
    arguments.put("requestheader-allowed-names", "front-proxy-client");
    arguments.put("requestheader-client-ca-file", pki + "front-proxy-ca.crt");
    arguments.put("requestheader-extra-headers-prefix", "X-Remote-Extra-");
    arguments.put("requestheader-group-headers", "X-Remote-Group");
    arguments.put("requestheader-username-headers", "X-Remote-User");
    arguments.put("secure-port", "6443");
    arguments.put("service-account-issuer", "https://kubernetes.default.svc.cluster.local");
    arguments.put("service-account-key-file", pki + "sa.pub");
    arguments.put("service-account-signing-key-file", pki + "sa.key");
    arguments.put("service-cluster-ip-range", cluster.serviceSubnet());
    arguments.put("tls-cert-file", pki + "apiserver.crt");
    arguments.put("tls-private-key-file", pki + "apiserver.key");
    arguments.putAll(cluster.apiServerArguments());
    return pod(
        "kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint: " + address + ":6443",
        "kube-apiserver",
        lines(arguments),
        images.kubernetes("kube-apiserver"),
        "250m");
  }

  private String controllerManager() {
    String kubeconfig = Paths.CONTROLLER_MANAGER;
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("allocate-node-cidrs", "true");
    arguments.put("authentication-kubeconfig", kubeconfig);
    arguments.put("authorization-kubeconfig", kubeconfig);
    arguments.put("bind-address", "127.0.0.1");
    arguments.put("client-ca-file", "/etc/kubernetes/pki/ca.crt");
    arguments.put("cluster-cidr", cluster.podSubnet());
    arguments.put("cluster-name", cluster.clusterName());
    arguments.put("cluster-signing-cert-file", "/etc/kubernetes/pki/ca.crt");
    arguments.put("cluster-signing-key-file", "/etc/kubernetes/pki/ca.key");
    arguments.put("controllers", "*,bootstrapsigner,tokencleaner");
    arguments.put("kubeconfig", kubeconfig);
    arguments.put("leader-elect", "true");
    arguments.put("requestheader-client-ca-file", "/etc/kubernetes/pki/front-proxy-ca.crt");
    arguments.put("root-ca-file", "/etc/kubernetes/pki/ca.crt");
    arguments.put("service-account-private-key-file", "/etc/kubernetes/pki/sa.key");
    arguments.put("service-cluster-ip-range", cluster.serviceSubnet());
    arguments.put("use-service-account-credentials", "true");
    return unannotated("kube-controller-manager", arguments, "200m");
  }

  private String scheduler() {
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("authentication-kubeconfig", Paths.SCHEDULER);
    arguments.put("authorization-kubeconfig", Paths.SCHEDULER);
    arguments.put("bind-address", "127.0.0.1");
    arguments.put("kubeconfig", Paths.SCHEDULER);
    arguments.put("leader-elect", "true");
    return unannotated("kube-scheduler", arguments, "100m");
  }

  private String unannotated(String component, Map<String, String> arguments, String cpu) {
    return pod("{}", component, lines(arguments), images.kubernetes(component), cpu)
        .replace("annotations:\n    {}", "creationTimestamp: null");
  }

  private static List<String> lines(Map<String, String> arguments) {
    return arguments.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  private static String pod(
      String annotation, String component, List<String> arguments, String image, String cpu) {
    String command =
        arguments.stream().map(each -> "    - --" + each).collect(Collectors.joining("\n"));
    return POD.formatted(annotation, component, command, image, cpu);
  }
}
