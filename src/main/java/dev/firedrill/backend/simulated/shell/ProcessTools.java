package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.machine.UnitProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Programs that look at processes. */
final class ProcessTools {

  private static final List<String> VERSION_OF_RUNNING =
      List.of("bash", "-c", "exec -a kubelet \"$0\" --version");
  private static final List<String> EXACT_WITH_ARGUMENTS = List.of("pgrep", "-x", "-a");
  private static final String KUBELET = "kubelet";
  private static final String KUBELET_LINE =
      " /usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf"
          + " --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml\n";

  private ProcessTools() {}

  static Map<String, Tool> all() {
    Map<String, Tool> tools = new TreeMap<>();
    tools.put("pidof", ProcessTools::pidof);
    tools.put("bash", ProcessTools::versionOfRunning);
    tools.put("pgrep", ProcessTools::pgrep);
    tools.put("journalctl", invocation -> Output.printed("-- No entries --\n"));
    return tools;
  }

  private static Output pidof(Invocation invocation) {
    List<String> argv = invocation.argv();
    return invocation
        .machine()
        .units()
        .process(argv.get(argv.size() - 1))
        .map(process -> Output.printed(process.pid() + "\n"))
        .orElseGet(() -> new Output(1, "", ""));
  }

  /**
   * Of the units' processes alone: a command runs to its end before the next, so that none is ever
   * found running.
   */
  private static Output pgrep(Invocation invocation) {
    if (invocation.argv().size() != 4
        || !invocation.argv().subList(0, 3).equals(EXACT_WITH_ARGUMENTS)) {
      return NotSimulated.output(invocation);
    }
    Pattern name = Pattern.compile(invocation.argument(3));
    StringBuilder found = new StringBuilder();
    if (name.matcher(KUBELET).matches()) {
      invocation
          .machine()
          .units()
          .process(KUBELET)
          .ifPresent(process -> found.append(process.pid()).append(KUBELET_LINE));
    }
    return new Output(found.isEmpty() ? 1 : 0, found.toString(), "");
  }

  private static Output versionOfRunning(Invocation invocation) {
    if (invocation.argv().size() != 4
        || !invocation.argv().subList(0, 3).equals(VERSION_OF_RUNNING)) {
      return NotSimulated.output(invocation);
    }
    String file = invocation.argument(3);
    Optional<UnitProcess> kubelet =
        invocation
            .machine()
            .units()
            .process("kubelet")
            .filter(process -> file.equals("/proc/" + process.pid() + "/exe"));
    return kubelet
        .map(process -> Output.printed("Kubernetes " + process.version() + "\n"))
        .orElseGet(
            () ->
                new Output(127, "", "kubelet: line 1: " + file + ": No such file or directory\n"));
  }
}
