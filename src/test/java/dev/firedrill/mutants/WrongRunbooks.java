package dev.firedrill.mutants;

import dev.firedrill.mutants.Mutant.Circumstances;
import dev.firedrill.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The scenarios below {@code scenarios/wrong}, each with the right way to do the same. */
final class WrongRunbooks {

  private static final String HA = "upgrade-1.29-to-1.30";
  private static final String SINGLE = "upgrade-1.29-to-1.30-single";
  private static final String DRAIN = "drain-for-maintenance";

  static final Map<String, String> TWINS = twins();

  private WrongRunbooks() {}

  /** All of them. */
  static List<Mutant> all() {
    return TWINS.entrySet().stream().map(e -> mutant(e.getKey(), e.getValue())).toList();
  }

  private static Mutant mutant(String name, String twin) {
    String file = "wrong/" + name;
    Scenario scenario = Trials.scenario(file, UnaryOperator.identity());
    return new Mutant(
        file,
        scenario.description().replaceFirst("^Wrong: ", ""),
        file,
        twin,
        Circumstances.NONE,
        UnaryOperator.identity(),
        scenario.expected().reason());
  }

  private static Map<String, String> twins() {
    Map<String, String> twins = new TreeMap<>();
    for (String name : List.of("apply-only", "kubelet-before-other-api-servers")) {
      twins.put(name, HA);
    }
    twins.put("control-plane-forgotten", HA);
    twins.put("two-control-planes-drained", HA);
    for (String name :
        List.of(
            "drain-deadline-too-short",
            "drain-deletes-pods",
            "no-snapshot",
            "snapshot-after-change")) {
      twins.put(name, DRAIN);
    }
    for (String name :
        List.of(
            "all-drained-first",
            "apply-on-worker",
            "apply-replaced-by-node",
            "await-old-version",
            "downgrade",
            "downgrade-without-preflight",
            "drain-after-kubelet",
            "images-loaded-too-late",
            "images-not-loaded",
            "kubelet-first",
            "kubelets-forgotten",
            "no-await-node",
            "no-drain",
            "no-uncordon",
            "no-upgrade-worker",
            "old-images-loaded",
            "skipped-minor",
            "skipped-minor-without-preflight",
            "uncordon-at-the-end",
            "uncordon-before-kubelet",
            "verified-at-old-version",
            "worker-at-another-patch",
            "worker-drained-early",
            "worker-takes-newest",
            "workers-before-control-plane-kubelets",
            "workers-first",
            "workers-forgotten")) {
      twins.put(name, SINGLE);
    }
    twins.put("upgrade-without-recent-backup", "scheduled-backups");
    return twins;
  }
}
