package dev.firedrill.scenario;

import dev.firedrill.model.ClusterInventory;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.OwnersAlone;
import dev.firedrill.model.SshAccess;
import dev.firedrill.model.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inventory of a cluster that Firedrill did not make; refuses it with all of its
 * problems. The form is described in docs/inventory.md.
 */
public final class InventoryFile {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern ENDPOINT = Pattern.compile("([A-Za-z0-9.-]+):(\\d{1,5})");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]*");
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final int MAXIMAL_PORT = 65535;

  /** What is not said: a machine's root, by ssh's own port. */
  private static final SshAccess UNSAID = new SshAccess("", 22, "root", false);

  private final Fields top;
  private final Path folder;
  private final MachineReader reader = new MachineReader("nodes");
  private final List<Machine> machines = new ArrayList<>();
  private final Map<NodeName, SshAccess> ways = new HashMap<>();

  private InventoryFile(Fields top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /**
   * Reads the file; of others it only looks whether they are there.
   *
   * @param distribution gives back the name of a distribution whose clusters can be operated;
   *     throws IllegalArgumentException with the reason where they cannot
   * @throws ProblemsFound with every problem, each with file, line and key
   */
  public static ClusterInventory read(Path file, UnaryOperator<String> distribution) {
    List<Problem> problems = new ArrayList<>();
    Optional<ClusterInventory> inventory =
        YamlFile.read(file, problems)
            .flatMap(Item::fields)
            .map(
                fields ->
                    new InventoryFile(fields, file.toAbsolutePath().getParent())
                        .read(distribution));
    if (!problems.isEmpty()) {
      throw new ProblemsFound(problems);
    }
    return inventory.orElseThrow();
  }

  private ClusterInventory read(UnaryOperator<String> distribution) {
    String name =
        top.need("name")
            .flatMap(item -> item.as(text -> matching(NAME, text, "a cluster's name")))
            .orElse("");
    String made = top.need("distribution").flatMap(item -> item.as(distribution)).orElse("");
    String endpoint =
        top.find("endpoint").flatMap(item -> item.as(InventoryFile::endpoint)).orElse("");
    @Nullable Path releases =
        top.find("releases").flatMap(item -> item.as(this::folder)).orElse(null);
    Optional<Fields> ssh = top.need("ssh").flatMap(Item::fields);
    SshAccess common = ssh.map(this::access).orElse(UNSAID);
    Path key = ssh.flatMap(this::key).orElse(folder);
    Path knownHosts =
        ssh.flatMap(fields -> fields.need("known-hosts"))
            .flatMap(item -> item.as(this::file))
            .orElse(folder);
    ssh.ifPresent(Fields::rejectOthers);
    top.need("nodes").ifPresent(item -> item.items().forEach(node -> node(node, common)));
    top.rejectOthers();
    if (machines.stream().noneMatch(each -> each.role() == NodeRole.CONTROL_PLANE)) {
      top.owner().wrong("there is no node with the role control-plane");
    }
    machines.sort(Comparator.comparing(Machine::role));
    Topology topology = new Topology(name, "", "", "", "", endpoint, "", machines);
    return new ClusterInventory(made, topology, ways, key, knownHosts, releases);
  }

  /** What all nodes have in common, but for their hosts. */
  private SshAccess access(Fields fields) {
    return access(fields, "", UNSAID);
  }

  private static SshAccess access(Fields fields, String host, SshAccess otherwise) {
    return new SshAccess(
        host,
        fields.find("port").flatMap(item -> item.as(InventoryFile::port)).orElse(otherwise.port()),
        fields
            .find("user")
            .flatMap(item -> item.as(text -> matching(USER, text, "a user's name")))
            .orElse(otherwise.user()),
        fields.find("sudo").flatMap(item -> item.as(InventoryFile::flag)).orElse(otherwise.sudo()));
  }

  private void node(Item item, SshAccess common) {
    item.fields()
        .ifPresent(
            fields -> {
              Optional<Machine> machine = reader.machine(fields, reader::address);
              String host =
                  fields
                      .find("host")
                      .flatMap(value -> value.as(text -> matching(HOST, text, "a host")))
                      .or(() -> machine.map(Machine::address))
                      .orElse("");
              SshAccess way = access(fields, host, common);
              fields.rejectOthers();
              machine.ifPresent(
                  found -> {
                    machines.add(found);
                    ways.put(found.name(), way);
                  });
            });
  }

  private Optional<Path> key(Fields fields) {
    return fields.need("key").flatMap(item -> item.as(text -> ownersAlone(file(text))));
  }

  private static Path ownersAlone(Path file) {
    try {
      OwnersAlone.problem(file)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(problem);
              });
      return file;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot tell who may read " + file + ": " + e, e);
    }
  }

  private Path file(String text) {
    Path file = path(text);
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(file + " is no file that can be read");
    }
    return file;
  }

  private Path folder(String text) {
    Path found = path(text);
    if (!Files.isDirectory(found)) {
      throw new IllegalArgumentException(found + " is no folder");
    }
    return found;
  }

  /** Beside the inventory, or below the user's home where it begins with {@code ~/}. */
  private Path path(String text) {
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home")).resolve(text.substring(2))
        : folder.resolve(text).normalize();
  }

  private static String endpoint(String text) {
    matching(ENDPOINT, text, "an endpoint HOST:PORT");
    port(text.substring(text.lastIndexOf(':') + 1));
    return text;
  }

  private static Integer port(String text) {
    int port = Counts.parse(text);
    if (port < 1 || port > MAXIMAL_PORT) {
      throw new IllegalArgumentException(text + " is no port; expected 1 to " + MAXIMAL_PORT);
    }
    return port;
  }

  private static Boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    }
    return text.equals("true");
  }

  private static String matching(Pattern form, String text, String what) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not " + what + "; expected the form " + form.pattern());
    }
    return text;
  }
}
