package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.model.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    tools.put("stat", FileTools::written);
    tools.put("sha256sum", FileTools::digest);
    tools.put("mkdir", FileTools::makeFolder);
    tools.put("mv", FileTools::move);
    tools.put("ls", FileTools::list);
    tools.put("ln", FileTools::link);
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

  private static Output written(Invocation invocation) {
    if (!invocation.argument(1).equals("--format=%Y") || invocation.argv().size() != 3) {
      return NotSimulated.output(invocation);
    }
    String file = invocation.argument(2);
    return invocation
        .machine()
        .files()
        .modified(file)
        .map(when -> Output.printed(when.getEpochSecond() + "\n"))
        .orElseGet(
            () -> Output.failed("stat: cannot statx '" + file + "': No such file or directory\n"));
  }

  private static Output digest(Invocation invocation) {
    String file = invocation.argument(1);
    return invocation
        .machine()
        .files()
        .read(file)
        .map(content -> Output.printed(Sha256.hex(content) + "  " + file + "\n"))
        .orElseGet(() -> Output.failed("sha256sum: " + file + ": No such file or directory\n"));
  }

  /** Folders are there while something is in them: there is nothing to make. */
  private static Output makeFolder(Invocation invocation) {
    return invocation.argument(1).equals("-p")
        ? Output.printed("")
        : NotSimulated.output(invocation);
  }

  private static Output list(Invocation invocation) {
    if (invocation.argv().size() != 2) {
      return NotSimulated.output(invocation);
    }
    String folder = invocation.argument(1);
    List<String> names =
        invocation.machine().files().below(folder).stream()
            .map(file -> file.substring(folder.length() + 1).split("/")[0] + "\n")
            .distinct()
            .toList();
    return Output.printed(String.join("", names));
  }

  private static Output move(Invocation invocation) {
    if (!invocation.argument(1).equals("-f") || invocation.argv().size() != 4) {
      return NotSimulated.output(invocation);
    }
    Files files = invocation.machine().files();
    String from = invocation.argument(2);
    if (!files.exists(from)) {
      return Output.failed("mv: cannot stat '" + from + "': No such file or directory\n");
    }
    files.move(from, invocation.argument(3));
    return Output.printed("");
  }

  /** There are no links: the link has the content that its target has now. */
  private static Output link(Invocation invocation) {
    if (!invocation.argument(1).equals("-sfn") || invocation.argv().size() != 4) {
      return NotSimulated.output(invocation);
    }
    Files files = invocation.machine().files();
    Optional<byte[]> target = files.read(invocation.argument(2));
    if (target.isEmpty()) {
      return NotSimulated.output(invocation);
    }
    files.write(invocation.argument(3), target.get());
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
    String free = invocation.machine().disk().full() ? "0" : FREE_BYTES;
    return invocation.argv().equals(known)
        ? Output.printed("      Avail\n" + free + "\n")
        : NotSimulated.output(invocation);
  }
}
