package dev.firedrill.backend.simulated.kubeadm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backend.simulated.api.KubeletApi;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What kubeadm looks at on the machine before it begins. */
final class Preflight {

  private static final Duration CHECKS = Duration.ofMillis(300);
  private static final Duration IMAGES = Duration.ofMillis(400);

  private static final Map<Integer, String> OWN_PORTS =
      Map.of(10259, "kube-scheduler", 10257, "kube-controller-manager");

  private Preflight() {}

  /**
   * A machine that is to become a node must not be one already.
   *
   * @param ignored names of checks, in lower case, or {@code all}, that only warn
   */
  static void freshMachine(Session session, boolean controlPlane, Set<String> ignored) {
    session.time().takes(CHECKS);
    List<String> problems = new ArrayList<>();
    if (controlPlane) {
      takenPorts(session, List.of(6443, 10259, 10257), problems);
      Manifests.CONTROL_PLANE.forEach(each -> mustNotBe(session, Paths.manifest(each), problems));
      mustNotBe(session, Paths.manifest("etcd"), problems);
    }
    mustNotBe(session, Paths.KUBELET, problems);
    takenPorts(session, List.of(KubeletApi.PORT), problems);
    if (controlPlane) {
      takenPorts(session, List.of(2379, 2380), problems);
      if (session.files().exists(Paths.ETCD_DATA)) {
        problems.add("DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty");
      }
    } else {
      mustNotBe(session, Paths.PKI + "ca.crt", problems);
    }
    List<String> errors = new ArrayList<>();
    for (String problem : problems) {
      String name = problem.substring(0, problem.indexOf(']')).toLowerCase(Locale.ROOT);
      if (ignored.contains("all") || ignored.contains(name)) {
        session.warn("\t[WARNING " + problem);
      } else {
        errors.add("\t[ERROR " + problem);
      }
    }
    refuse(errors);
  }

  /** The checks that only warn, by a node's configuration, in lower case. */
  static Set<String> ignored(JsonNode configuration) {
    Set<String> ignored = new TreeSet<>();
    configuration
        .at("/nodeRegistration/ignorePreflightErrors")
        .forEach(each -> ignored.add(each.asText().toLowerCase(Locale.ROOT)));
    return ignored;
  }

  private static void mustNotBe(Session session, String path, List<String> problems) {
    if (session.files().exists(path)) {
      problems.add("FileAvailable-%s]: %s already exists".formatted(path.replace('/', '-'), path));
    }
  }

  private static void takenPorts(Session session, List<Integer> ports, List<String> problems) {
    for (int port : ports) {
      if (isTaken(session, port)) {
        problems.add("Port-%1$d]: Port %1$d is in use".formatted(port));
      }
    }
  }

  /** Those of the scheduler and the controller manager are nobody's but their own. */
  private static boolean isTaken(Session session, int port) {
    String own = OWN_PORTS.get(port);
    if (own != null) {
      return session.machine().containers().running().stream()
          .anyMatch(each -> each.spec().name().equals(own));
    }
    try {
      String host = session.machine().address();
      session.network().connect(host, new Address(host, port));
      return true;
    } catch (Unreachable nobodyListens) {
      return false;
    }
  }

  /** The images of a control plane have to be on the machine: nothing can be pulled here. */
  static void images(Session session, Version version, String prefix) {
    session.say("[%s] Pulling images required for setting up a Kubernetes cluster", prefix);
    session.say(
        "[%s] This might take a minute or two, depending on the speed of your internet connection",
        prefix);
    session.say(
        "[%s] You can also perform this action in beforehand using 'kubeadm config images pull'",
        prefix);
    session.time().takes(IMAGES);
    List<String> problems =
        SimulatedReleases.images(version).all().stream()
            .filter(image -> !session.machine().containers().images().contains(image))
            .map(image -> "\t[ERROR ImagePull]: failed to pull image " + image)
            .toList();
    refuse(problems);
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new KubeadmFailed(
          "error execution phase preflight: [preflight] Some fatal errors occurred:\n"
              + String.join("\n", problems)
              + "\n[preflight] If you know what you are doing, you can make a check non-fatal with"
              + " `--ignore-preflight-errors=...`");
    }
  }
}
