package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.access.ApiConnection;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.ports.ApiProblem;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** kubectl on a machine: its version, and ConfigMaps by name. */
final class Kubectl implements Tool {

  private static final Duration TAKES = Duration.ofMillis(110);
  private static final int UNAUTHORIZED = 401;
  private static final Pattern JSON_PATH = Pattern.compile("jsonpath=\\{\\.data\\.(\\w+)}");

  private final SimulatedClients clients;

  Kubectl(SimulatedClients clients) {
    this.clients = clients;
  }

  @Override
  public Output run(Invocation invocation) {
    Version version = invocation.machine().programs().get(Component.KUBECTL);
    if (version == null) {
      return new Output(127, "", "sh: kubectl: not found\n");
    }
    invocation.time().takes(TAKES);
    List<String> argv = invocation.argv();
    if (argv.equals(List.of("kubectl", "version", "--client", "--output", "yaml"))) {
      return Output.printed(version(version));
    }
    if (argv.subList(0, argv.size() - 1).contains("--raw")) {
      return raw(invocation, argv.get(argv.size() - 1));
    }
    int get = argv.indexOf("get");
    if (get < 0 || !argv.subList(get, argv.size() - 1).contains("configmap")) {
      return NotSimulated.output(invocation);
    }
    return get(invocation, invocation.argument(get + 2));
  }

  private Output get(Invocation invocation, String name) {
    List<String> argv = invocation.argv();
    Optional<String> kubeconfig = InstalledTools.option(argv, "--kubeconfig");
    String form = InstalledTools.option(argv, "--output", "-o").orElse("");
    Matcher path = JSON_PATH.matcher(form);
    if (kubeconfig.isEmpty() || !(form.equals("name") || path.matches())) {
      return NotSimulated.output(invocation);
    }
    Machine machine = invocation.machine();
    Optional<byte[]> content = machine.files().read(kubeconfig.get());
    if (content.isEmpty()) {
      return Output.failed(
          "error: stat %s: no such file or directory\n".formatted(kubeconfig.get()));
    }
    Kubeconfig config = Kubeconfig.parse(content.get(), machine.files());
    try (KubernetesClient client = clients.client(machine, kubeconfig.get())) {
      String namespace = InstalledTools.option(argv, "--namespace", "-n").orElse("default");
      ConfigMap found = client.configMaps().inNamespace(namespace).withName(name).get();
      if (found == null) {
        return Output.failed(
            "Error from server (NotFound): configmaps \"%s\" not found\n".formatted(name));
      }
      return Output.printed(
          form.equals("name")
              ? "configmap/" + name + "\n"
              : found.getData().getOrDefault(path.group(1), ""));
    } catch (KubernetesClientException e) {
      return Output.failed(complaint(e, config));
    }
  }

  private Output raw(Invocation invocation, String path) {
    Optional<String> kubeconfig = InstalledTools.option(invocation.argv(), "--kubeconfig");
    Machine machine = invocation.machine();
    Optional<byte[]> content = kubeconfig.flatMap(machine.files()::read);
    if (content.isEmpty()) {
      return Output.failed(
          "error: stat %s: no such file or directory\n".formatted(kubeconfig.orElse("")));
    }
    try {
      ApiReply reply =
          connection(invocation, kubeconfig.get(), content.get())
              .send(new ApiRequest("GET", path, Map.of(), "", new byte[0]));
      String body = new String(reply.body(), StandardCharsets.UTF_8);
      return switch (reply.status()) {
        case 200 -> Output.printed(body);
        case 401 -> Output.failed("error: You must be logged in to the server (Unauthorized)\n");
        default -> Output.failed("Error from server: " + body + "\n");
      };
    } catch (IOException e) {
      return Output.failed("Unable to connect to the server: " + e.getMessage() + "\n");
    }
  }

  /** To the server of the kubeconfig, or the one that is named beside it, on this machine. */
  private ApiConnection connection(Invocation invocation, String path, byte[] content) {
    Machine machine = invocation.machine();
    Optional<URI> server = InstalledTools.option(invocation.argv(), "--server").map(URI::create);
    return server
        .map(
            named ->
                clients.connection(
                    machine,
                    Kubeconfig.parse(content, machine.files())
                        .at("https://" + machine.address() + ":" + named.getPort())))
        .orElseGet(() -> clients.connection(machine, path));
  }

  private static String complaint(KubernetesClientException e, Kubeconfig config) {
    if (e.getCode() == UNAUTHORIZED) {
      return "error: You must be logged in to the server (Unauthorized)\n";
    }
    if (e.getStatus() != null && ApiProblem.isAnswer(e)) {
      return "Error from server (%s): %s\n"
          .formatted(e.getStatus().getReason(), e.getStatus().getMessage());
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).contains("x509")
        ? "Unable to connect to the server: tls: failed to verify certificate: "
            + cause.getMessage()
            + "\n"
        : "The connection to the server %s:%d was refused - did you specify the right host or port?\n"
            .formatted(config.host(), config.port());
  }

  private static String version(Version version) {
    return """
    clientVersion:
      gitVersion: %s
      major: "%d"
      minor: "%d"
      platform: linux/amd64
    """
        .formatted(version, version.major(), version.minor());
  }
}
