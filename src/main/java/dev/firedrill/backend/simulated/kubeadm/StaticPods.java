package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.machine.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Static pods: their manifests are written, and replaced one at a time. */
final class StaticPods {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern IMAGE = Pattern.compile("(?m)^\\s+image: (\\S+)$");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

  private final Session session;
  private final Certificates certificates;
  private final String backup;

  StaticPods(Session session, Certificates certificates) {
    this.session = session;
    this.certificates = certificates;
    this.backup =
        Paths.TEMPORARY + "kubeadm-backup-manifests-" + STAMP.format(session.time().now());
  }

  /** Writes the manifests of the components beside etcd. */
  static void create(Session session, Manifests manifests) {
    session.say("[control-plane] Using manifest folder \"/etc/kubernetes/manifests\"");
    for (String component : Manifests.CONTROL_PLANE) {
      session.say("[control-plane] Creating static Pod manifest for \"%s\"", component);
      session.write(Paths.manifest(component), manifests.of(component));
    }
  }

  /**
   * Replaces a manifest and waits for the kubelet to have restarted the component; nothing happens
   * where the manifest is the same already.
   */
  void replace(String component, String manifest) {
    session.say("[upgrade/staticpods] Preparing for \"%s\" upgrade", component);
    String path = Paths.manifest(component);
    String old = session.text(path);
    if (old.equals(manifest)) {
      session.say(
          "[upgrade/staticpods] Current and new manifests of %s are equal, skipping upgrade",
          component);
      return;
    }
    renewCertificates(component);
    Set<String> before = running(component);
    session.write(backup + "/" + component + ".yaml", old);
    session.write(path, manifest);
    session.say(
        "[upgrade/staticpods] Moved new manifest to \"%s\" and backed up old manifest to"
            + " \"%s/%s.yaml\"",
        path, backup, component);
    session.say("[upgrade/staticpods] Waiting for the kubelet to restart the component");
    session.say("[upgrade/staticpods] This can take up to 5m0s");
    if (!session.time().await(() -> restarted(component, before), Session.POLL, LIMIT)
        || !session.time().await(() -> shown(component, manifest), Session.POLL, LIMIT)) {
      session.write(path, old);
      throw new KubeadmFailed(
          "[upgrade/apply] FATAL: couldn't upgrade control plane. kubeadm has tried to recover"
              + " everything into the earlier state. Errors faced: static Pod hash for component %s"
                  .formatted(component)
              + " on Node %s did not change after 5m0s: timed out waiting for the condition"
                  .formatted(session.node()));
    }
    session.say("[upgrade/staticpods] Component \"%s\" upgraded successfully!", component);
  }

  private void renewCertificates(String component) {
    switch (component) {
      case "etcd" ->
          List.of("etcd/server", "etcd/peer", "etcd/healthcheck-client").forEach(this::renew);
      case "kube-apiserver" ->
          List.of(
                  "apiserver",
                  "apiserver-kubelet-client",
                  "front-proxy-client",
                  "apiserver-etcd-client")
              .forEach(this::renew);
      case "kube-controller-manager" -> renewKubeconfig(Paths.CONTROLLER_MANAGER);
      case "kube-scheduler" -> renewKubeconfig(Paths.SCHEDULER);
      default -> throw new IllegalArgumentException("no static pod of kubeadm: " + component);
    }
  }

  private void renew(String name) {
    session.say("[upgrade/staticpods] Renewing %s certificate", name.replace('/', '-'));
    certificates.renew(name);
  }

  private void renewKubeconfig(String path) {
    session.say(
        "[upgrade/staticpods] Renewing %s certificate", path.substring(Paths.KUBERNETES.length()));
    certificates.kubeconfig(path);
  }

  private Set<String> running(String component) {
    return session.machine().containers().running().stream()
        .filter(each -> each.spec().name().equals(component))
        .filter(each -> each.spec().namespace().equals("kube-system"))
        .map(Container::id)
        .collect(Collectors.toSet());
  }

  private boolean restarted(String component, Set<String> before) {
    return running(component).stream().anyMatch(id -> !before.contains(id));
  }

  /** As the API shows them, of every node. */
  static List<Pod> of(Session session, String component) {
    return session.admin(
        client ->
            client
                .pods()
                .inNamespace("kube-system")
                .withLabel("component", component)
                .list()
                .getItems());
  }

  /** The API shows the pods of that component running, this machine's with the new image. */
  private boolean shown(String component, String manifest) {
    List<Pod> pods = of(session, component);
    boolean own =
        pods.stream()
            .filter(pod -> session.node().equals(pod.getSpec().getNodeName()))
            .anyMatch(pod -> image(pod).equals(image(manifest)));
    boolean running = pods.stream().allMatch(pod -> "Running".equals(pod.getStatus().getPhase()));
    if (own && running) {
      session.say(
          "[apiclient] Found %d Pods for label selector component=%s", pods.size(), component);
    }
    return own && running;
  }

  static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  private static String image(String manifest) {
    Matcher matcher = IMAGE.matcher(manifest);
    if (!matcher.find()) {
      throw new IllegalStateException("a manifest of kubeadm without an image");
    }
    return matcher.group(1);
  }
}
