package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;

/** Patches of the four types. */
final class PatchCases {

  void a_merge_patch_sets_and_removes_keys(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("a", "1", "b", "2"));
    patch(ground, made, PatchType.JSON_MERGE, "{\"data\":{\"a\":null,\"c\":\"3\"}}");
    assertThat(ground.client().resource(made).get().getData())
        .containsExactlyInAnyOrderEntriesOf(Map.of("b", "2", "c", "3"));
  }

  void a_strategic_merge_patch_sets_and_removes_keys(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("a", "1", "b", "2"));
    patch(ground, made, PatchType.STRATEGIC_MERGE, "{\"data\":{\"a\":null,\"c\":\"3\"}}");
    assertThat(ground.client().resource(made).get().getData())
        .containsExactlyInAnyOrderEntriesOf(Map.of("b", "2", "c", "3"));
  }

  void a_json_patch_adds_replaces_and_removes(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("a", "1", "b", "2"));
    patch(
        ground,
        made,
        PatchType.JSON,
        """
        [{"op":"replace","path":"/data/a","value":"9"},{"op":"remove","path":"/data/b"},
         {"op":"add","path":"/data/c","value":"3"}]
        """);
    assertThat(ground.client().resource(made).get().getData())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "9", "c", "3"));
  }

  void a_json_patch_that_removes_nothing_is_refused(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("a", "1"));
    Refusal refusal =
        Refusal.with(
            422,
            () ->
                patch(
                    ground, made, PatchType.JSON, "[{\"op\":\"remove\",\"path\":\"/data/none\"}]"));
    assertThat(refusal.reason()).isEqualTo("Invalid");
  }

  void a_json_patch_whose_test_fails_changes_nothing(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("a", "1"));
    Refusal.with(
        422,
        () ->
            patch(
                ground,
                made,
                PatchType.JSON,
                """
                [{"op":"test","path":"/data/a","value":"other"},
                 {"op":"replace","path":"/data/a","value":"9"}]
                """));
    assertThat(ground.client().resource(made).get().getData()).containsEntry("a", "1");
  }

  void a_patch_with_a_stale_version_is_a_conflict(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ground.client().resource(ObjectCases.changed(made, "new")).update();
    Refusal refusal =
        Refusal.with(
            409,
            () ->
                patch(
                    ground,
                    made,
                    PatchType.JSON_MERGE,
                    "{\"metadata\":{\"resourceVersion\":\"%s\"},\"data\":{\"key\":\"newer\"}}"
                        .formatted(made.getMetadata().getResourceVersion())));
    assertThat(refusal.reason()).isEqualTo("Conflict");
  }

  void a_patch_of_nothing_is_refused(Ground ground) {
    ConfigMap wanted = Fixtures.configMap(ground, "none", Map.of());
    Refusal refusal =
        Refusal.with(
            404,
            () -> patch(ground, wanted, PatchType.JSON_MERGE, "{\"data\":{\"key\":\"value\"}}"));
    assertThat(refusal.message()).isEqualTo("configmaps \"none\" not found");
  }

  void an_apply_makes_what_is_not_there(Ground ground) {
    ConfigMap applied = apply(ground, "one-manager", Map.of("key", "value"));
    assertThat(applied.getData()).containsEntry("key", "value");
    assertThat(applied.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
        .containsExactly(tuple("one-manager", "Apply"));
  }

  void an_apply_repeated_changes_nothing(Ground ground) {
    ConfigMap first = apply(ground, "one-manager", Map.of("key", "value"));
    ConfigMap second = apply(ground, "one-manager", Map.of("key", "value"));
    assertThat(second.getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
    assertThat(ObjectCases.version(second)).isEqualTo(ObjectCases.version(first));
  }

  void an_apply_removes_what_its_manager_no_longer_wants(Ground ground) {
    apply(ground, "one-manager", Map.of("a", "1", "b", "2"));
    assertThat(apply(ground, "one-manager", Map.of("a", "1")).getData())
        .containsExactly(Map.entry("a", "1"));
  }

  void an_apply_leaves_what_others_want(Ground ground) {
    apply(ground, "one-manager", Map.of("a", "1"));
    assertThat(apply(ground, "another-manager", Map.of("b", "2")).getData())
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "2"));
  }

  void an_apply_of_anothers_field_is_a_conflict(Ground ground) {
    apply(ground, "one-manager", Map.of("key", "1"));
    Refusal refusal = Refusal.with(409, () -> apply(ground, "another-manager", Map.of("key", "2")));
    assertThat(refusal.reason()).isEqualTo("Conflict");
    assertThat(refusal.message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"one-manager\": .data.key");
  }

  void a_forced_apply_takes_anothers_field(Ground ground) {
    apply(ground, "one-manager", Map.of("key", "1"));
    ConfigMap forced =
        ground
            .client()
            .resource(Fixtures.configMap(ground, "one", Map.of("key", "2")))
            .fieldManager("another-manager")
            .forceConflicts()
            .serverSideApply();
    assertThat(forced.getData()).containsEntry("key", "2");
    Refusal.with(409, () -> apply(ground, "one-manager", Map.of("key", "1")));
  }

  private static void patch(Ground ground, ConfigMap object, PatchType type, String patch) {
    ground
        .client()
        .configMaps()
        .inNamespace(ground.namespace())
        .withName(object.getMetadata().getName())
        .patch(PatchContext.of(type), patch);
  }

  private static ConfigMap apply(Ground ground, String manager, Map<String, String> data) {
    return ground
        .client()
        .resource(Fixtures.configMap(ground, "one", data))
        .fieldManager(manager)
        .serverSideApply();
  }
}
