package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.model.Component;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Crictl;
import dev.firedrill.tools.Shells;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Static pods: a kubelet ends those whose manifest is moved out of its folder and starts those
 * whose manifest is moved in. Deleting the pods in the API would do nothing (kubernetes#103575).
 */
final class KubeadmControlPlane implements ControlPlane {

  /** On the file system of the manifests, so that a move is one step; see {@link #suspend}. */
  private static final String SUSPENDED = KubeadmFiles.KUBERNETES + "/firedrill-parked-manifests";

  private static final String ETCD = "etcd";
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final List<String> PARTS =
      List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", ETCD);

  /** Where the manifest of the etcd member is, stopped or not. */
  static String etcdManifest(NodeShell shell) {
    String stopped = KubeadmFiles.STOPPED + "/etcd.yaml";
    return Shells.exists(shell, stopped) ? stopped : KubeadmFiles.MANIFESTS + "/etcd.yaml";
  }

  @Override
  public List<String> parts() {
    return PARTS;
  }

  @Override
  public void park(NodeShell controlPlane) {
    PARTS.forEach(part -> park(controlPlane, part));
  }

  @Override
  public void start(NodeShell controlPlane) {
    PARTS.forEach(part -> move(controlPlane, part, KubeadmFiles.STOPPED, KubeadmFiles.MANIFESTS));
  }

  @Override
  public void suspend(NodeShell controlPlane) {
    PARTS.forEach(part -> move(controlPlane, part, KubeadmFiles.MANIFESTS, SUSPENDED));
  }

  @Override
  public void resume(NodeShell controlPlane) {
    PARTS.forEach(part -> move(controlPlane, part, SUSPENDED, KubeadmFiles.MANIFESTS));
  }

  @Override
  public void end(NodeShell controlPlane) {
    PARTS.forEach(part -> end(controlPlane, part));
  }

  @Override
  public void stopEtcd(NodeShell controlPlane) {
    park(controlPlane, ETCD);
    end(controlPlane, ETCD);
  }

  @Override
  public void startEtcd(NodeShell controlPlane) {
    move(controlPlane, ETCD, KubeadmFiles.STOPPED, KubeadmFiles.MANIFESTS);
  }

  @Override
  public List<String> left(NodeShell controlPlane) {
    List<String> pods = Crictl.readyPods(controlPlane);
    return PARTS.stream().filter(part -> isAmong(part, controlPlane, pods)).toList();
  }

  @Override
  public boolean hasEtcdLeft(NodeShell controlPlane) {
    return isAmong(ETCD, controlPlane, Crictl.readyPods(controlPlane));
  }

  @Override
  public List<String> running(NodeShell controlPlane) {
    return PARTS.stream()
        .filter(part -> Crictl.containerId(controlPlane, part).isPresent())
        .toList();
  }

  @Override
  public String instance(NodeShell controlPlane, Component component) {
    return Crictl.containerId(controlPlane, component.value()).orElse("");
  }

  @Override
  public Map<String, String> olderThanTheirCertificates(NodeShell controlPlane) {
    Map<String, String> older = new LinkedHashMap<>();
    for (String part : PARTS) {
      Optional<String> file =
          Crictl.startOf(controlPlane, part)
              .flatMap(started -> ReadAtStart.writtenSince(controlPlane, part, started));
      file.ifPresent(since -> older.put(part, since));
    }
    return older;
  }

  /**
   * A kubelet that has not reached the API since its own start ends nothing whose manifest is gone,
   * so that the container is told to end as well; one that has ended meanwhile is none to tell.
   */
  private static void end(NodeShell shell, String part) {
    Crictl.containerId(shell, part).ifPresent(id -> shell.run(Crictl.stop(id, GRACE)));
  }

  private static void park(NodeShell shell, String part) {
    move(shell, part, KubeadmFiles.MANIFESTS, KubeadmFiles.STOPPED);
  }

  private static boolean isAmong(String part, NodeShell shell, List<String> pods) {
    return pods.contains(part + "-" + shell.node());
  }

  private static void move(NodeShell shell, String part, String from, String to) {
    String file = "/" + part + ".yaml";
    if (Shells.exists(shell, from + file)) {
      Shells.run(shell, Shells.makeFolder(to));
      Shells.run(shell, Shells.move(from + file, to + file));
    }
  }
}
