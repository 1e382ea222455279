package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.StopSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --hold} of a simulated drill. */
class HoldTest {

  private static final Pattern KUBECONFIG = Pattern.compile("export KUBECONFIG=(\\S+)");

  @TempDir Path folder;

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_held_cluster_is_served_until_the_stop_is_asked_for() throws Exception {
    CompletableFuture<Integer> status = CompletableFuture.supplyAsync(this::run);
    Path kubeconfig = kubeconfig();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
        .isEqualTo("rw-------");
    try (KubernetesClient client = client(kubeconfig)) {
      assertThat(client.nodes().list().getItems())
          .extracting((Node node) -> node.getStatus().getNodeInfo().getKubeletVersion())
          .containsExactly("v1.30.4", "v1.30.4");
    }
    assertThat(status).isNotDone();

    stop.request();

    assertThat(status.get(1, TimeUnit.MINUTES)).isEqualTo(ExitCode.OK);
    assertThat(kubeconfig.getParent()).doesNotExist();
    assertThat(out.toString()).contains("verdict    PASS").contains("ETCDCTL_ENDPOINTS=https://");
  }

  private int run() {
    return Firedrill.commandLine(Home.find(), Backends.standard(), stop)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            "run",
            "upgrade-1.29-to-1.30-single",
            "--seed",
            "5",
            "--hold",
            "--reports",
            folder.toString());
  }

  private Path kubeconfig() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              Matcher told = KUBECONFIG.matcher(out.toString());
              return told.find() && out.toString().contains("member list")
                  ? Path.of(told.group(1))
                  : null;
            },
            found -> found != null);
  }

  private static KubernetesClient client(Path kubeconfig) throws IOException {
    Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
    config.setClientKeyAlgo("EC");
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
