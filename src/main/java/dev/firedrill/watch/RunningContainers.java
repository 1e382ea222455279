package dev.firedrill.watch;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Versions of the components that run as pods: the tag of the image of the running container named
 * like the component (kubeadm's static pods and kube-proxy's DaemonSet name them so). A container
 * that waits or has ended has no version, whatever its manifest says.
 */
final class RunningContainers {

  private final List<Pod> pods;

  RunningContainers(List<Pod> pods) {
    this.pods = List.copyOf(pods);
  }

  /** The version that runs on that node, or empty. */
  String version(NodeName node, Component component) {
    return pods.stream()
        .filter(pod -> node.value().equals(pod.getSpec().getNodeName()))
        .filter(pod -> pod.getStatus() != null)
        .flatMap(pod -> running(pod, component).map(status -> tag(pod, status)))
        .findFirst()
        .orElse("");
  }

  private static Stream<ContainerStatus> running(Pod pod, Component component) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(component.value()))
        .filter(status -> status.getState() != null && status.getState().getRunning() != null);
  }

  private static String tag(Pod pod, ContainerStatus status) {
    return tag(status.getImage())
        .or(() -> specified(pod, status.getName()).flatMap(RunningContainers::tag))
        .orElse("");
  }

  /** A runtime that knows no name for an image reports its digest; the pod names it. */
  private static Optional<String> specified(Pod pod, String container) {
    return pod.getSpec().getContainers().stream()
        .filter(each -> each.getName().equals(container))
        .map(Container::getImage)
        .findFirst();
  }

  private static Optional<String> tag(String image) {
    String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = name.lastIndexOf(':');
    boolean tagged = colon > name.lastIndexOf('/') && !name.startsWith("sha256:");
    return tagged ? Optional.of(name.substring(colon + 1)) : Optional.empty();
  }
}
