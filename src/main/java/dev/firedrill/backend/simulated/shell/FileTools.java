package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Programs that look at files and folders. */
final class FileTools {

  private static final String FREE_BYTES = "67466100736";

  private FileTools() {}

  static Map<String, Tool> all() {
    Map<String, Tool> tools = new TreeMap<>();
    tools.put("true", invocation -> Output.printed(""));
    tools.put("test", FileTools::test);
    tools.put("rm", FileTools::remove);
    tools.put("cat", FileTools::print);
    tools.put("df", FileTools::free);
    return tools;
  }

  private static Output test(Invocation invocation) {
    Files files = invocation.machine().files();
    String path = invocation.argument(2);
    return switch (invocation.argument(1)) {
      case "-e" -> ended(files.exists(path));
      case "-f" -> ended(files.read(path).isPresent());
      case "-d" -> ended(!files.below(path).isEmpty());
      case "-s" -> ended(files.read(path).filter(content -> content.length > 0).isPresent());
      default -> NotSimulated.output(invocation);
    };
  }

  private static Output ended(boolean well) {
    return new Output(well ? 0 : 1, "", "");
  }

  private static Output remove(Invocation invocation) {
    if (!List.of("-f", "-rf").contains(invocation.argument(1))) {
      return NotSimulated.output(invocation);
    }
    Files files = invocation.machine().files();
    invocation.argv().stream().skip(2).filter(each -> !each.equals("--")).forEach(files::delete);
    return Output.printed("");
  }

  private static Output print(Invocation invocation) {
    int last = invocation.argv().size() - 1;
    if (last < 1) {
      return NotSimulated.output(invocation);
    }
    String path = invocation.argument(last);
    return invocation
        .machine()
        .files()
        .text(path)
        .map(Output::printed)
        .orElseGet(() -> Output.failed("cat: " + path + ": No such file or directory\n"));
  }

  private static Output free(Invocation invocation) {
    List<String> known = List.of("df", "--block-size=1", "--output=avail", "/var/lib");
    return invocation.argv().equals(known)
        ? Output.printed("      Avail\n" + FREE_BYTES + "\n")
        : NotSimulated.output(invocation);
  }
}
