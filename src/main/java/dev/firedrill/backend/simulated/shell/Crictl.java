package dev.firedrill.backend.simulated.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Containers;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** crictl: lists containers as JSON, and runs programs inside them. */
final class Crictl implements Tool {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LISTING = Duration.ofMillis(120);
  private static final Duration ENTERING = Duration.ofMillis(280);

  @Override
  public Output run(Invocation invocation) {
    return switch (invocation.argument(1)) {
      case "ps" -> list(invocation);
      case "pods" -> pods(invocation);
      case "images" -> images(invocation);
      case "exec" -> exec(invocation);
      case "stop" -> stop(invocation);
      case "logs" -> logs(invocation);
      default -> NotSimulated.output(invocation);
    };
  }

  private static Output list(Invocation invocation) {
    List<String> argv = invocation.argv();
    boolean json = InstalledTools.option(argv, "--output", "-o").equals(Optional.of("json"));
    if (!json) {
      return NotSimulated.output(invocation);
    }
    invocation.time().takes(LISTING);
    Pattern name = Pattern.compile(InstalledTools.option(argv, "--name").orElse(""));
    boolean all = argv.contains("-a");
    ArrayNode listed = JSON.createArrayNode();
    Containers containers = invocation.machine().containers();
    List<Container> newestFirst = new ArrayList<>(containers.all());
    Collections.reverse(newestFirst);
    for (Container container : newestFirst) {
      if ((all || container.running()) && name.matcher(container.spec().name()).find()) {
        listed.add(describe(container, containers));
      }
    }
    ObjectNode root = JSON.createObjectNode();
    root.set("containers", listed);
    return Output.printed(root.toPrettyString() + "\n");
  }

  /** Those with a container that runs. */
  private static Output pods(Invocation invocation) {
    List<String> known =
        List.of("--state", "Ready", "--namespace", "^kube-system$", "--output", "json");
    if (!invocation.argv().subList(2, invocation.argv().size()).equals(known)) {
      return NotSimulated.output(invocation);
    }
    invocation.time().takes(LISTING);
    ArrayNode listed = JSON.createArrayNode();
    invocation.machine().containers().running().stream()
        .map(Container::spec)
        .filter(spec -> spec.namespace().equals("kube-system"))
        .map(ContainerSpec::pod)
        .distinct()
        .forEach(
            pod ->
                listed
                    .addObject()
                    .put("state", "SANDBOX_READY")
                    .putObject("metadata")
                    .put("name", pod)
                    .put("namespace", "kube-system"));
    ObjectNode root = JSON.createObjectNode();
    root.set("items", listed);
    return Output.printed(root.toPrettyString() + "\n");
  }

  private static Output images(Invocation invocation) {
    if (!invocation
        .argv()
        .subList(2, invocation.argv().size())
        .equals(List.of("--output", "json"))) {
      return NotSimulated.output(invocation);
    }
    invocation.time().takes(LISTING);
    ObjectNode root = JSON.createObjectNode();
    ArrayNode listed = root.putArray("images");
    invocation
        .machine()
        .containers()
        .images()
        .forEach(image -> listed.addObject().putArray("repoTags").add(image));
    return Output.printed(root.toPrettyString() + "\n");
  }

  private static ObjectNode describe(Container container, Containers containers) {
    ContainerSpec spec = container.spec();
    ObjectNode node = JSON.createObjectNode();
    node.put("id", container.id());
    node.putObject("metadata")
        .put("name", spec.name())
        .put("attempt", attempt(container, containers));
    node.putObject("image").put("image", spec.image());
    node.put("imageRef", spec.image());
    node.put("state", container.running() ? "CONTAINER_RUNNING" : "CONTAINER_EXITED");
    long seconds = container.started().getEpochSecond();
    node.put("createdAt", "%d%09d".formatted(seconds, container.started().getNano()));
    node.putObject("labels")
        .put("io.kubernetes.container.name", spec.name())
        .put("io.kubernetes.pod.name", spec.pod())
        .put("io.kubernetes.pod.namespace", spec.namespace())
        .put("io.kubernetes.pod.uid", spec.podUid());
    return node;
  }

  private static long attempt(Container container, Containers containers) {
    return containers.all().stream()
        .takeWhile(other -> other != container)
        .filter(
            other ->
                other.spec().podUid().equals(container.spec().podUid())
                    && other.spec().name().equals(container.spec().name()))
        .count();
  }

  private static Output stop(Invocation invocation) {
    String id = invocation.argv().get(invocation.argv().size() - 1);
    invocation.time().takes(ENTERING);
    Containers containers = invocation.machine().containers();
    Optional<Container> found =
        containers.all().stream().filter(each -> each.id().startsWith(id)).findFirst();
    found.ifPresent(containers::stop);
    return found.isPresent()
        ? Output.printed(id + "\n")
        : Output.failed("FATA[0000] stopping the container \"" + id + "\": not found\n");
  }

  private static Output exec(Invocation invocation) {
    List<String> argv = invocation.argv();
    int id = argv.get(2).equals("--timeout") ? 4 : 2;
    invocation.time().takes(ENTERING);
    Optional<Container> container =
        find(invocation, invocation.argument(id)).filter(Container::running);
    return container
        .map(found -> ended(found.program().exec(argv.subList(id + 1, argv.size()))))
        .orElseGet(
            () ->
                Output.failed(
                    "FATA[0000] execing command in container: rpc error: code = NotFound desc = an"
                        + " error occurred when try to find container \"%s\": not found\n"
                            .formatted(invocation.argument(id))));
  }

  /** crictl itself ends with 1 whatever the program's exit code; what is not simulated stays so. */
  private static Output ended(Output program) {
    return program.exitCode() == 0
            || program.exitCode() == NotSimulated.EXIT_CODE
            || program.stderr().startsWith("FATA")
        ? program
        : new Output(
            1,
            program.stdout(),
            program.stderr()
                + "FATA[0000] execing command in container: command terminated with exit code "
                + program.exitCode()
                + "\n");
  }

  private static Output logs(Invocation invocation) {
    List<String> argv = invocation.argv();
    String id = argv.get(argv.size() - 1);
    int lines =
        InstalledTools.option(argv, "--tail").map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    return find(invocation, id)
        .map(found -> invocation.machine().files().text(found.spec().logFile()).orElse(""))
        .map(log -> Output.printed(last(log.lines().toList(), lines)))
        .orElseGet(
            () ->
                Output.failed(
                    "FATA[0000] rpc error: code = NotFound desc = an error occurred when try to"
                        + " find container \"%s\": not found\n".formatted(id)));
  }

  private static String last(List<String> lines, int count) {
    return lines.stream()
        .skip(Math.max(0, lines.size() - count))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static Optional<Container> find(Invocation invocation, String id) {
    return invocation.machine().containers().all().stream()
        .filter(each -> each.id().startsWith(id))
        .findFirst();
  }
}
