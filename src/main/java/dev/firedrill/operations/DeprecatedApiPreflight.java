package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * No client has used an API that the new version no longer serves, as each API server counts in
 * {@code apiserver_requested_deprecated_apis} since it started.
 */
final class DeprecatedApiPreflight {

  private static final Pattern USED =
      Pattern.compile("^apiserver_requested_deprecated_apis\\{([^}]*)}\\s+1", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)");

  private final OperationContext context;
  private final Checks checks;
  private final Version to;

  DeprecatedApiPreflight(OperationContext context, Checks checks, Version to) {
    this.context = context;
    this.checks = checks;
    this.to = to;
  }

  void check() {
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      String metrics = context.cluster().kubernetes().clientOf(node).raw("/metrics");
      List<String> gone = removedBy(to, metrics == null ? "" : metrics);
      checks.check(
          "deprecated APIs in use",
          "the API server on node " + node,
          metrics != null && gone.isEmpty(),
          "none that " + to + " no longer serves",
          metrics == null ? "no metrics" : gone.toString());
    }
  }

  /** The APIs in use that are removed at, or before, the version. */
  static List<String> removedBy(Version to, String metrics) {
    List<String> gone = new ArrayList<>();
    Matcher used = USED.matcher(metrics);
    while (used.find()) {
      String labels = used.group(1);
      Matcher release = RELEASE.matcher(label(labels, "removed_release"));
      if (release.matches()
          && Integer.parseInt(release.group(1)) == to.major()
          && Integer.parseInt(release.group(2)) <= to.minor()) {
        gone.add(
            label(labels, "resource")
                + "."
                + label(labels, "version")
                + "."
                + label(labels, "group"));
      }
    }
    return gone;
  }

  private static String label(String labels, String name) {
    Matcher matcher = LABEL.matcher(labels);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    return "";
  }
}
