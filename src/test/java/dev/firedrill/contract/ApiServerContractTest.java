package dev.firedrill.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dajudge.kindcontainer.ApiServerContainer;
import com.dajudge.kindcontainer.ApiServerContainerVersion;
import com.dajudge.kindcontainer.KubernetesImageSpec;
import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

/**
 * The part of the contract that is the API server's alone, on a real one with its etcd and nothing
 * else: ApiServerContainer has it in seconds, of the images that node images are made of. It needs
 * no {@code --privileged}.
 */
@Tag("containers")
@Tag("contract")
class ApiServerContractTest {

  private static final String IMAGES = "firedrill/cluster/registry.k8s.io/";
  private static final String API_SERVER = IMAGES + "kube-apiserver:" + ContractCluster.VERSION;
  private static final String ETCD = IMAGES + "etcd:3.5.12-0";

  private static @Nullable Network network;
  private static @Nullable ApiServerContainer<?> server;
  private static @Nullable KubernetesClient client;

  @BeforeAll
  static void start_an_api_server() {
    Engine engine = engine();
    for (String image : new String[] {API_SERVER, ETCD}) {
      assumeTrue(engine.hasImage(image), "the engine has no image " + image);
    }
    assumeTrue(
        Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED")),
        "TESTCONTAINERS_RYUK_DISABLED is not true: Testcontainers would pull an image");
    Network made =
        Network.builder()
            .createNetworkCmdModifier(
                command ->
                    command.withOptions(
                        Map.of("com.docker.network.bridge.enable_ip_masquerade", "false")))
            .build();
    network = made;
    ApiServerContainer<?> started =
        new ApiServerContainer<>(
            new KubernetesImageSpec<>(ApiServerContainerVersion.VERSION_1_29_1)
                .withImage(API_SERVER));
    server = started;
    started.withEtcdImage(DockerImageName.parse(ETCD)).withNetwork(made);
    started.start();
    KubernetesClient connected =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(started.getKubeconfig()))
            .build();
    client = connected;
    connected.namespaces().inform(new DefaultAccounts(connected));
  }

  @AfterAll
  static void remove_it() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.stop();
    }
    if (network != null) {
      network.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> an_api_server_alone() {
    ApiAlone cluster = new ApiAlone(Objects.requireNonNull(client), new MonotonicTimeSource());
    return Stream.of(new ObjectCases(), new PatchCases(), new WatchCases())
        .flatMap(group -> Case.of(group).stream())
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> attempt(one, cluster)));
  }

  /** A case that looks at more than the API is for a whole cluster. */
  private static void attempt(Case one, ApiAlone cluster) throws Throwable {
    try (Ground ground = new Ground(cluster, one.name())) {
      one.body().holds(ground);
    } catch (UnsupportedOperationException lacking) {
      Assumptions.abort(lacking.getMessage());
    }
  }

  private static Engine engine() {
    try {
      return Engine.connect();
    } catch (EngineUnavailable e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  /** Gives each namespace its account, as a controller manager would. */
  private record DefaultAccounts(KubernetesClient client)
      implements ResourceEventHandler<Namespace> {

    @Override
    public void onAdd(Namespace namespace) {
      client
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName("default")
                  .withNamespace(namespace.getMetadata().getName())
                  .endMetadata()
                  .build())
          .serverSideApply();
    }

    @Override
    public void onUpdate(Namespace before, Namespace after) {}

    @Override
    public void onDelete(Namespace namespace, boolean unknown) {}
  }
}
