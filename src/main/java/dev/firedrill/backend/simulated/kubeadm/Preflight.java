package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What kubeadm looks at on the machine before it begins. */
final class Preflight {

  private static final Duration CHECKS = Duration.ofMillis(300);
  private static final Duration IMAGES = Duration.ofMillis(400);

  private Preflight() {}

  /** A machine that is to become a node must not be one already. */
  static void freshMachine(Session session, boolean controlPlane) {
    session.time().takes(CHECKS);
    List<String> mustNotBe = new ArrayList<>(List.of(Paths.KUBELET));
    if (controlPlane) {
      Manifests.CONTROL_PLANE.forEach(each -> mustNotBe.add(Paths.manifest(each)));
      mustNotBe.add(Paths.manifest("etcd"));
    } else {
      mustNotBe.add(Paths.PKI + "ca.crt");
    }
    List<String> problems = new ArrayList<>();
    for (String path : mustNotBe) {
      if (session.files().exists(path)) {
        problems.add(
            "\t[ERROR FileAvailable-%s]: %s already exists"
                .formatted(path.replace('/', '-'), path));
      }
    }
    if (controlPlane && session.files().exists(Paths.ETCD_DATA)) {
      problems.add("\t[ERROR DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty");
    }
    refuse(problems);
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
