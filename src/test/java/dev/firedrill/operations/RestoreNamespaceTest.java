package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One namespace comes back out of a snapshot, on a simulated cluster. */
class RestoreNamespaceTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final String SECRET = "Z2VoZWltZXMgV29ydA==";

  private static final String SHOP =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: a}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: shop}
      data: {colour: red}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: password, namespace: shop}
      data: {word: Z2VoZWltZXMgV29ydA==}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "firedrill.dev/workload:1"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30777}]}
      """;

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  @TempDir private Path folder;
  private OperationContext context;

  @BeforeEach
  void initialise() {
    context = SimulatedGround.on(cluster, folder);
    run(new InitialiseControlPlane(FIRST, VERSION));
    client()
        .load(new ByteArrayInputStream(SHOP.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(each -> client().resource(each).create());
    cluster.time().sleep(Duration.ofSeconds(20));
    run(new BackUpEtcd());
  }

  private String run(Operation operation) {
    return operation.run(context);
  }

  private KubernetesClient client() {
    return cluster.kubernetes().client();
  }

  private void lose() {
    client().namespaces().withName("shop").delete();
    Condition<Boolean> gone =
        new Condition<>(
            "gone",
            "namespace shop",
            () -> Sight.when(client().namespaces().withName("shop").get() == null, () -> "there"));
    new Await(cluster.time()).until(gone, Duration.ofMinutes(2));
  }

  private ConfigMap settings() {
    return client().configMaps().inNamespace("shop").withName("settings").get();
  }

  private void requireNothingLeft() {
    assertThat(context.distribution().scratchApi().ended(context.shell(FIRST))).isTrue();
    for (String file :
        List.of(
            "/etc/kubernetes/manifests/firedrill-scratch.yaml",
            "/var/lib/firedrill-scratch",
            SnapshotOnNode.FILE)) {
      assertThat(Shells.exists(context.shell(FIRST), file)).as(file).isFalse();
    }
  }

  @Test
  void what_was_deleted_comes_back_and_nothing_else_is_touched() throws IOException {
    String uid = settings().getMetadata().getUid();
    lose();
    ConfigMap since =
        new ConfigMapBuilder().withNewMetadata().withName("since").endMetadata().build();
    client().configMaps().inNamespace("default").resource(since).create();
    assertThat(run(new RestoreNamespace("shop", false)))
        .startsWith("4 objects of namespace shop made, 0 left as they were");
    assertThat(settings().getData()).containsEntry("colour", "red");
    assertThat(settings().getMetadata().getUid()).isNotEqualTo(uid);
    assertThat(client().secrets().inNamespace("shop").withName("password").get().getData())
        .containsEntry("word", SECRET);
    assertThat(client().namespaces().withName("shop").get().getMetadata().getLabels())
        .containsEntry("team", "a");
    assertThat(client().services().inNamespace("shop").withName("web").get().getSpec().getPorts())
        .extracting(ServicePort::getNodePort)
        .containsExactly(30777);
    assertThat(client().configMaps().inNamespace("default").withName("since").get()).isNotNull();
    cluster.time().sleep(Duration.ofSeconds(20));
    assertThat(client().pods().inNamespace("shop").list().getItems()).hasSize(2);
    assertThat(client().apps().replicaSets().inNamespace("shop").list().getItems()).hasSize(1);
    requireNothingLeft();
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file).content().as("what is recorded").doesNotContain(SECRET);
      }
    }
  }

  @Test
  void what_exists_is_left_as_it_is_and_a_restore_that_was_cut_short_is_gone_on_with() {
    assertThatThrownBy(() -> run(new RestoreNamespace("shop", false)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("expected no such namespace, or one with nothing in it, saw")
        .hasMessageContaining("ConfigMap settings");
    ConfigMap changed = settings();
    changed.getData().put("colour", "blue");
    client().resource(changed).update();
    client().secrets().inNamespace("shop").withName("password").delete();
    assertThat(run(new RestoreNamespace("shop", true)))
        .startsWith("1 objects of namespace shop made, 3 left as they were: [ConfigMap settings");
    assertThat(settings().getData()).containsEntry("colour", "blue");
    lose();
    run(new RestoreNamespace("shop", false));
    assertThat(run(new RestoreNamespace("shop", false)))
        .as("killed when all was made, and run again")
        .startsWith("0 objects of namespace shop made, 4 left");
    client().services().inNamespace("shop").withName("web").delete();
    assertThatThrownBy(() -> run(new RestoreNamespace("shop", false)))
        .as("nothing says any more that it may be gone on with")
        .hasMessageContaining("expected no such namespace, or one with nothing in it, saw");
    assertThat(mark()).isNull();
    mark("\"" + EtcdBackup.latest(context).entry().storedSha256() + "\"");
    assertThat(run(new RestoreNamespace("shop", false)))
        .startsWith("1 objects of namespace shop made, 3 left");
    assertThat(mark()).isNull();
    requireNothingLeft();
  }

  private @Nullable String mark() {
    Map<String, String> annotations =
        client().namespaces().withName("shop").get().getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(RestoreNamespace.RESTORED_FROM);
  }

  private void mark(String json) {
    client()
        .namespaces()
        .withName("shop")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                .formatted(RestoreNamespace.RESTORED_FROM, json));
  }

  @Test
  void a_namespace_that_the_snapshot_has_not_is_refused() {
    lose();
    run(new BackUpEtcd());
    assertThatThrownBy(() -> run(new RestoreNamespace("shop", false)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("no such namespace there");
    assertThat(client().namespaces().withName("shop").get()).isNull();
    requireNothingLeft();
    assertThat(new RestoreNamespace("shop", false).changes()).hasSize(2);
  }
}
