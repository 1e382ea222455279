package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;

/**
 * A Kubernetes release and the tags of what its kubeadm asks for beside it, as {@code kubeadm
 * config images list} prints them.
 *
 * @param kubernetes the release
 * @param etcd the tag of the etcd image, for example {@code 3.5.12-0}
 * @param coredns the tag of the CoreDNS image
 * @param pause the tag of the pause image
 */
record Release(Version kubernetes, String etcd, String coredns, String pause) {

  /** The version of etcd in that image: the tag without its image revision. */
  String etcdVersion() {
    return "v" + etcd.replaceFirst("-\\d+$", "");
  }
}
