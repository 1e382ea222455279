package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pods of DaemonSets, each meant for one node by its affinity. */
final class DaemonPod {

  private static final List<String> NOT_MINDED =
      List.of(
          "node.kubernetes.io/disk-pressure",
          "node.kubernetes.io/memory-pressure",
          "node.kubernetes.io/pid-pressure",
          "node.kubernetes.io/unschedulable");

  private DaemonPod() {}

  /** A pod of the set without a node, from which all are made. */
  static Pod template(DaemonSet set, String hash) {
    Pod pod = Templates.pod(set.getSpec().getTemplate(), set, Map.of(Daemons.HASH, hash));
    List<Toleration> tolerations = new ArrayList<>(pod.getSpec().getTolerations());
    tolerations.addAll(added(Boolean.TRUE.equals(pod.getSpec().getHostNetwork())));
    return new PodBuilder(pod).editSpec().withTolerations(tolerations).endSpec().build();
  }

  /** That pod for that node, to be created. */
  static Pod on(Pod template, String node) {
    NodeSelectorTerm term =
        new NodeSelectorTermBuilder()
            .withMatchFields(new NodeSelectorRequirement("metadata.name", "In", List.of(node)))
            .build();
    return new PodBuilder(template)
        .editSpec()
        .editOrNewAffinity()
        .editOrNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withNodeSelectorTerms(term)
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  /** The node the pod is on, or is meant for. */
  static String target(Pod pod) {
    if (!Pods.node(pod).isEmpty()) {
      return Pods.node(pod);
    }
    return pod.getSpec()
        .getAffinity()
        .getNodeAffinity()
        .getRequiredDuringSchedulingIgnoredDuringExecution()
        .getNodeSelectorTerms()
        .get(0)
        .getMatchFields()
        .get(0)
        .getValues()
        .get(0);
  }

  /** True where a set whose pods are like that wants one on that node. */
  static boolean belongsOn(Pod pod, Node node) {
    return Requirements.selects(pod, node)
        && node.getSpec().getTaints().stream()
            .filter(DaemonPod::keepsAway)
            .allMatch(taint -> Requirements.tolerates(pod, taint));
  }

  /** Ready, and not on its way out. */
  static boolean serves(Pod pod) {
    return Pods.isReady(pod) && !Pods.isTerminating(pod);
  }

  private static boolean keepsAway(Taint taint) {
    return !taint.getEffect().equals("PreferNoSchedule");
  }

  private static List<Toleration> added(boolean hostNetwork) {
    List<Toleration> added = new ArrayList<>();
    added.add(of("node.kubernetes.io/not-ready", "NoExecute"));
    added.add(of("node.kubernetes.io/unreachable", "NoExecute"));
    NOT_MINDED.forEach(key -> added.add(of(key, "NoSchedule")));
    if (hostNetwork) {
      added.add(of("node.kubernetes.io/network-unavailable", "NoSchedule"));
    }
    return added;
  }

  private static Toleration of(String key, String effect) {
    return new TolerationBuilder().withKey(key).withOperator("Exists").withEffect(effect).build();
  }
}
