package dev.firedrill.backend.simulated.machine;

import dev.firedrill.model.Version;
import java.util.List;

/**
 * The container images of a release ({@code cmd/kubeadm/app/constants}).
 *
 * @param version the release
 * @param etcd the tag of etcd's image
 * @param coredns the tag of CoreDNS' image
 * @param pause the tag of the pause image
 */
public record ReleaseImages(Version version, String etcd, String coredns, String pause) {

  /** What a node image brings along, whatever its release: pod network and workload. */
  static final List<String> OF_EVERY_NODE =
      List.of("firedrill.dev/flannel:v0.28.10", "firedrill.dev/workload:1");

  private static final String REGISTRY = "registry.k8s.io/";

  /** The image of one of Kubernetes' own components, for example {@code kube-apiserver}. */
  public String kubernetes(String component) {
    return REGISTRY + component + ":" + version;
  }

  /** etcd's image. */
  public String etcdImage() {
    return REGISTRY + "etcd:" + etcd;
  }

  /** CoreDNS' image. */
  public String corednsImage() {
    return REGISTRY + "coredns/coredns:" + coredns;
  }

  /** All of them. */
  public List<String> all() {
    return List.of(
        kubernetes("kube-apiserver"),
        kubernetes("kube-controller-manager"),
        kubernetes("kube-scheduler"),
        kubernetes("kube-proxy"),
        etcdImage(),
        corednsImage(),
        REGISTRY + "pause:" + pause);
  }
}
