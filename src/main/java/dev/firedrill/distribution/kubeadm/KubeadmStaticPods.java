package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.StaticPods;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Shells;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The static pods of a kubeadm control plane, by their manifests. */
final class KubeadmStaticPods implements StaticPods {

  /** On the file system of the manifests, so that a move is one step. */
  private static final String PARKED = KubeadmFiles.KUBERNETES + "/firedrill-parked-manifests";

  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final List<String> NAMES =
      List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");

  private static final String AUTHORITY = KubeadmFiles.PKI + "/ca.crt";
  private static final String ETCD_AUTHORITY = KubeadmFiles.PKI + "/etcd/ca.crt";

  /** What each reads at its start. */
  private static final Map<String, List<String>> CERTIFICATES =
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

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public void park(NodeShell controlPlane) {
    Shells.run(controlPlane, Shells.makeFolder(PARKED));
    NAMES.forEach(name -> move(controlPlane, manifest(name), PARKED + "/" + name + ".yaml"));
  }

  @Override
  public void stop(NodeShell controlPlane) {
    // One that has ended meanwhile is none to stop; whether any is left is the caller's to see.
    running(controlPlane).values().forEach(id -> controlPlane.run(Crictl.stop(id, GRACE)));
  }

  @Override
  public void unpark(NodeShell controlPlane) {
    NAMES.forEach(name -> move(controlPlane, PARKED + "/" + name + ".yaml", manifest(name)));
  }

  @Override
  public Map<String, String> running(NodeShell controlPlane) {
    Map<String, String> running = new LinkedHashMap<>();
    for (String name : NAMES) {
      Crictl.containerId(controlPlane, name).ifPresent(id -> running.put(name, id));
    }
    return running;
  }

  @Override
  public Map<String, String> olderThanTheirCertificates(NodeShell controlPlane) {
    Map<String, String> older = new LinkedHashMap<>();
    for (String name : NAMES) {
      Crictl.startOf(controlPlane, name)
          .ifPresent(
              started ->
                  CERTIFICATES.getOrDefault(name, List.of()).stream()
                      .filter(file -> written(controlPlane, file).isAfter(started))
                      .findFirst()
                      .ifPresent(file -> older.put(name, file)));
    }
    return older;
  }

  private static String manifest(String name) {
    return KubeadmFiles.MANIFESTS + "/" + name + ".yaml";
  }

  private static void move(NodeShell node, String from, String to) {
    if (Shells.exists(node, from)) {
      Shells.run(node, Shells.move(from, to));
    }
  }

  /** In whole seconds, rounded down; a file that is not there was never written. */
  private static Instant written(NodeShell node, String file) {
    CommandResult result = node.run(Command.of("stat", "--format=%Y", file));
    return result.succeeded()
        ? Instant.ofEpochSecond(Long.parseLong(result.stdout().strip()))
        : Instant.EPOCH;
  }
}
