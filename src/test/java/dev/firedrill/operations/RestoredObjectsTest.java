package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.FakeApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects are made one by one, and one that is refused keeps no other from being made. */
class RestoredObjectsTest {

  private static final String RESOURCES =
      """
      {"kind": "APIResourceList", "groupVersion": "v1", "resources": [{"name": "configmaps",
       "singularName": "configmap", "namespaced": true, "kind": "ConfigMap", "verbs": ["create"]}]}
      """;

  private final Set<String> there = new ConcurrentSkipListSet<>();
  private volatile int code = 403;
  private final FakeApi api = new FakeApi(this::answer);

  private FakeApi.Reply answer(FakeApi.Request request) {
    if (request.is("GET", "/api/v1")) {
      return new FakeApi.Reply(200, RESOURCES);
    }
    GenericKubernetesResource asked = request.as(GenericKubernetesResource.class);
    String name = asked.getMetadata().getName();
    if (name.equals("locked") && code != 201) {
      return FakeApi.Reply.refusal(code, "Refused", "nobody may touch " + name);
    }
    if (!there.add(name)) {
      return FakeApi.Reply.refusal(409, "AlreadyExists", name + " already exists");
    }
    return new FakeApi.Reply(201, request.body());
  }

  @AfterEach
  void close() {
    api.close();
  }

  private static GenericKubernetesResource object(String kind, String name, String... annotation) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("v1")
        .withKind(kind)
        .withNewMetadata()
        .withName(name)
        .withUid("uid-of-" + name)
        .withAnnotations(annotation.length == 0 ? Map.of() : Map.of(annotation[0], annotation[1]))
        .endMetadata()
        .build();
  }

  private static List<GenericKubernetesResource> objects() {
    return List.of(object("ConfigMap", "locked"), object("ConfigMap", "settings"));
  }

  @Test
  void an_object_that_the_api_forbids_is_named_and_the_others_are_made() {
    RestoredObjects restored = new RestoredObjects(api.client(), "shop");
    assertThat(restored.make(objects())).isFalse();
    assertThat(there).containsExactly("settings");
    assertThat(restored.again()).isFalse();
    assertThatThrownBy(restored::conclude)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("refused: ConfigMap locked: ")
        .hasMessageContaining("nobody may touch locked")
        .hasMessageContaining("made: [ConfigMap settings]");
  }

  @Test
  void what_is_refused_for_a_moment_is_made_after_all() {
    RestoredObjects restored = new RestoredObjects(api.client(), "shop");
    assertThat(restored.make(objects())).isFalse();
    code = 201;
    assertThat(restored.again()).isTrue();
    assertThat(restored.conclude()).startsWith("2 objects of namespace shop made, 0 left");
  }

  @Test
  void what_stays_refused_is_not_tried_again_and_an_api_that_is_away_is_not_the_objects_fault() {
    code = 422;
    RestoredObjects restored = new RestoredObjects(api.client(), "shop");
    assertThat(restored.make(objects())).isTrue();
    assertThatThrownBy(restored::conclude).hasMessageContaining("nobody may touch locked");
    code = 503;
    assertThatThrownBy(() -> restored.make(objects()))
        .isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void the_mark_of_an_earlier_restore_does_not_come_out_of_a_snapshot() {
    String mark = RestoreNamespace.RESTORED_FROM;
    GenericKubernetesResource saved = object("Namespace", "shop", mark, "earlier");
    assertThat(
            RestoredObjects.fresh(saved, List.of(), Map.of(mark, "this"))
                .getMetadata()
                .getAnnotations())
        .containsExactly(Map.entry(mark, "this"));
    assertThat(RestoredObjects.fresh(saved, List.of(), Map.of()).getMetadata().getAnnotations())
        .isEmpty();
  }
}
