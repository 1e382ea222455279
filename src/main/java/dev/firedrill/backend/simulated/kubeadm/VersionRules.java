package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which versions kubeadm works with ({@code phases/upgrade/policy.go}, "Version Skew Policy"). */
final class VersionRules {

  private VersionRules() {}

  /** A kubeadm knows its own minor and the one before. */
  static void supported(Version kubeadm, Version cluster) {
    if (kubeadm.minorsAhead(cluster) > 1) {
      throw new KubeadmFailed(
          "this version of kubeadm only supports deploying clusters with the control plane version"
              + " >= %d.%d.0. Current version: %s"
                  .formatted(kubeadm.major(), kubeadm.minor() - 1, cluster));
    }
  }

  /** Refuses an upgrade as {@code kubeadm upgrade apply} does, with all its reasons at once. */
  static void upgrade(Version kubeadm, Version from, Version to, List<Version> kubelets) {
    List<String> fatal = new ArrayList<>();
    List<String> others = new ArrayList<>();
    if (to.minorsAhead(from) > 1) {
      fatal.add(
          "Specified version to upgrade to \"%s\" is too high; kubeadm can upgrade only 1 minor"
                  .formatted(to)
              + " version at a time");
    }
    if (from.minorsAhead(to) > 1) {
      fatal.add(
          "Specified version to downgrade to \"%s\" is too low; kubeadm can downgrade only 1 minor"
                  .formatted(to)
              + " version at a time");
    }
    if (to.minorsAhead(kubeadm) > 0) {
      fatal.add(
          ("Specified version to upgrade to \"%s\" is at least one minor release higher than the"
                  + " kubeadm minor release (%d > %d). Such an upgrade is not supported")
              .formatted(to, to.minor(), kubeadm.minor()));
    } else if (kubeadm.isOlderThan(to)) {
      others.add(
          ("Specified version to upgrade to \"%s\" is higher than the kubeadm version \"%s\"."
                  + " Upgrade kubeadm first using the tool you used to install kubeadm")
              .formatted(to, kubeadm));
    }
    if (kubeadm.minorsAhead(to) > 0) {
      others.add(
          "Kubeadm version %s can only be used to upgrade to Kubernetes version %d.%d"
              .formatted(kubeadm, kubeadm.major(), kubeadm.minor()));
    }
    List<Version> tooOld =
        kubelets.stream().filter(each -> to.minorsAhead(each) > 3).distinct().toList();
    if (!tooOld.isEmpty()) {
      others.add(
          "There are kubelets in this cluster that are too old that have these versions " + tooOld);
    }
    refuse(
        "fatal errors",
        fatal,
        "Please fix the misalignments highlighted above and try upgrading" + " again");
    refuse("errors", others, "Can be bypassed if you pass the --force flag");
  }

  private static void refuse(String kind, List<String> reasons, String advice) {
    if (!reasons.isEmpty()) {
      throw new KubeadmFailed(
          "[upgrade/version] FATAL: the --version argument is invalid due to these %s:\n\n%s\n%s"
              .formatted(
                  kind,
                  reasons.stream().map(each -> "\t- " + each + "\n").collect(Collectors.joining()),
                  advice));
    }
  }
}
