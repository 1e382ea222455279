package dev.firedrill.distribution.kubeadm;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates and kubeconfigs that the parts of a control plane read at their start. */
final class ReadAtStart {

  private static final String AUTHORITY = KubeadmFiles.PKI + "/ca.crt";
  private static final String ETCD_AUTHORITY = KubeadmFiles.PKI + "/etcd/ca.crt";

  private static final Map<String, List<String>> BY_PART =
      Map.of(
          "etcd",
          List.of(
              KubeadmFiles.PKI + "/etcd/server.crt",
              KubeadmFiles.PKI + "/etcd/peer.crt",
              ETCD_AUTHORITY),
          "kube-apiserver",
          List.of(
              KubeadmFiles.PKI + "/apiserver.crt",
              KubeadmFiles.PKI + "/apiserver-kubelet-client.crt",
              KubeadmFiles.PKI + "/front-proxy-client.crt",
              KubeadmFiles.PKI + "/apiserver-etcd-client.crt",
              AUTHORITY,
              KubeadmFiles.PKI + "/front-proxy-ca.crt",
              ETCD_AUTHORITY),
          "kube-controller-manager",
          List.of(KubeadmFiles.KUBERNETES + "/controller-manager.conf", AUTHORITY),
          "kube-scheduler",
          List.of(KubeadmFiles.KUBERNETES + "/scheduler.conf"));

  private ReadAtStart() {}

  /** The first of the part's files that was written after that moment. */
  static Optional<String> writtenSince(NodeShell controlPlane, String part, Instant moment) {
    return BY_PART.getOrDefault(part, List.of()).stream()
        .filter(file -> written(controlPlane, file).isAfter(moment))
        .findFirst();
  }

  /** In whole seconds, rounded down; a file that is not there was never written. */
  private static Instant written(NodeShell node, String file) {
    CommandResult result = node.run(Command.of("stat", "--format=%Y", file));
    return result.succeeded()
        ? Instant.ofEpochSecond(Long.parseLong(result.stdout().strip()))
        : Instant.EPOCH;
  }
}
