package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.machine.CommandTime;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One run of kubeadm on a machine: what it prints, how long it takes, whom it asks. */
final class Session {

  static final Duration POLL = Duration.ofMillis(500);
  private static final Duration API_CALL = Duration.ofMinutes(1);

  private final Invocation invocation;
  private final World world;
  private final StringBuilder printed = new StringBuilder();
  private final StringBuilder warnings = new StringBuilder();

  /** What is the same for every run. */
  record World(Network network, SimulatedClients clients, Keys keys) {}

  Session(Invocation invocation, World world) {
    this.invocation = invocation;
    this.world = world;
  }

  Machine machine() {
    return invocation.machine();
  }

  String node() {
    return machine().name().value();
  }

  Files files() {
    return machine().files();
  }

  void write(String path, byte[] content) {
    if (machine().disk().full()) {
      throw new KubeadmFailed("open " + path + ": no space left on device");
    }
    files().write(path, content);
  }

  void write(String path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  CommandTime time() {
    return invocation.time();
  }

  List<String> argv() {
    return invocation.argv();
  }

  Keys keys() {
    return world.keys();
  }

  Network network() {
    return world.network();
  }

  SimulatedClients clients() {
    return world.clients();
  }

  /** The version of the kubeadm that runs. */
  Version version() {
    Version version = machine().programs().get(Component.KUBEADM);
    if (version == null) {
      throw new IllegalStateException("kubeadm is not installed on " + node());
    }
    return version;
  }

  void say(String line, Object... parts) {
    printed.append(parts.length == 0 ? line : line.formatted(parts)).append('\n');
  }

  void warn(String line) {
    warnings.append(line).append('\n');
  }

  Output ended() {
    return new Output(0, printed.toString(), warnings.toString());
  }

  Output failed(String why) {
    String advice = "To see the stack trace of this error execute with --v=5 or higher";
    return new Output(1, printed.toString(), warnings + why + "\n" + advice + "\n");
  }

  /** The file's text, or a failure that names it. */
  String text(String path) {
    return files()
        .text(path)
        .orElseThrow(() -> new KubeadmFailed("open " + path + ": no such file or directory"));
  }

  /** The kubeconfig that upgrades go by: the administrator's where the machine has it. */
  String kubeconfig() {
    return files().exists(Paths.ADMIN) ? Paths.ADMIN : Paths.KUBELET;
  }

  /** Asks the API as often as kubeadm does before it gives up. */
  <T> T api(String kubeconfig, Function<KubernetesClient, T> call) {
    if (!files().exists(kubeconfig)) {
      throw new KubeadmFailed(
          ("couldn't create a Kubernetes client from file \"%s\": failed to load admin"
                  + " kubeconfig: open %s: no such file or directory")
              .formatted(kubeconfig, kubeconfig));
    }
    List<T> answer = new ArrayList<>();
    KubernetesClientException[] last = new KubernetesClientException[1];
    BooleanSupplier attempt =
        () -> {
          try {
            answer.add(call.apply(world.clients().shared(machine(), kubeconfig)));
            return true;
          } catch (KubernetesClientException e) {
            if (!worthAnotherTry(e.getCode())) {
              throw e;
            }
            last[0] = e;
            return false;
          }
        };
    if (!time().await(attempt, POLL, API_CALL)) {
      throw last[0];
    }
    return answer.get(0);
  }

  /** Does something to the API, by the administrator's kubeconfig. */
  <T> T admin(Function<KubernetesClient, T> call) {
    return api(Paths.ADMIN, call);
  }

  private static boolean worthAnotherTry(int code) {
    return code <= 0 || code == 403 || code == 429 || code >= 500;
  }

  /** True where the API answers that it is well, by that kubeconfig. */
  boolean healthy(String kubeconfig) {
    ApiRequest request = new ApiRequest("GET", "/readyz", Map.of(), "", new byte[0]);
    try {
      return world.clients().connection(machine(), kubeconfig).send(request).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
