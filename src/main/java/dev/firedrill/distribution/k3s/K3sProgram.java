package dev.firedrill.distribution.k3s;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release a machine has, and which one runs there. */
final class K3sProgram {

  private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+\\.\\d+\\S*");

  private K3sProgram() {}

  /** The release of the process, asked of the file behind it; empty where none runs. */
  static String running(NodeShell node, K3sService service) {
    String process = service.process(node);
    return process.isEmpty() ? "" : version(node, "/proc/" + process + "/exe");
  }

  /** True where the process is of the file that a restart would run. */
  static boolean runsWhatIsInstalled(NodeShell node, K3sService service) {
    String running = running(node, service);
    return !running.isEmpty() && running.equals(installed(node));
  }

  /** The release that a start would run; empty where there is none. */
  static String installed(NodeShell node) {
    return version(node, K3sService.PROGRAM);
  }

  /** The first release that a text names; empty where it names none. */
  static String version(CommandResult result) {
    Matcher matcher = VERSION.matcher(result.stdout());
    return result.succeeded() && matcher.find() ? matcher.group() : "";
  }

  private static String version(NodeShell node, String program) {
    return version(node.run(Command.of(program, "--version")));
  }
}
