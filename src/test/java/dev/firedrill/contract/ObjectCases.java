package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Creating, reading and updating objects. */
final class ObjectCases {

  void create_gives_identity_version_and_time(Ground ground) {
    Instant before = ground.cluster().time().now();
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "value"));
    assertThat(made.getMetadata().getUid()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(Long.parseLong(made.getMetadata().getResourceVersion())).isPositive();
    assertThat(Instant.parse(made.getMetadata().getCreationTimestamp()))
        .isBetween(before.minus(Duration.ofSeconds(30)), before.plus(Duration.ofSeconds(30)));
    assertThat(made.getData()).containsExactly(Map.entry("key", "value"));
  }

  void create_twice_is_refused(Ground ground) {
    Fixtures.made(ground, "one", Map.of());
    Refusal refusal = Refusal.with(409, () -> Fixtures.made(ground, "one", Map.of()));
    assertThat(refusal.reason()).isEqualTo("AlreadyExists");
    assertThat(refusal.message()).isEqualTo("configmaps \"one\" already exists");
  }

  void a_name_used_again_is_another_object(Ground ground) {
    ConfigMap first = Fixtures.made(ground, "one", Map.of());
    ground.client().resource(first).delete();
    ConfigMap second = Fixtures.made(ground, "one", Map.of());
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
  }

  void create_in_a_namespace_that_is_not_there_is_refused(Ground ground) {
    Refusal refusal =
        Refusal.with(
            404,
            () ->
                ground
                    .client()
                    .resource(
                        new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("one")
                            .withNamespace("no-such-namespace")
                            .endMetadata()
                            .build())
                    .create());
    assertThat(refusal.message()).isEqualTo("namespaces \"no-such-namespace\" not found");
  }

  void create_with_a_bad_name_is_refused(Ground ground) {
    Refusal refusal = Refusal.with(422, () -> Fixtures.made(ground, "Not_A_Name", Map.of()));
    assertThat(refusal.reason()).isEqualTo("Invalid");
    assertThat(refusal.message())
        .startsWith(
            "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\"");
  }

  void create_with_a_version_is_refused(Ground ground) {
    ConfigMap versioned = Fixtures.configMap(ground, "one", Map.of());
    versioned.getMetadata().setResourceVersion("1");
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps";
    Refusal refusal = Refusal.with(500, () -> ground.client().raw(path, "POST", versioned));
    assertThat(refusal.message())
        .isEqualTo("resourceVersion should not be set on objects to be created");
  }

  void generate_name_adds_five_characters(Ground ground) {
    ConfigMap wanted = Fixtures.configMap(ground, "unused", Map.of());
    wanted.getMetadata().setName(null);
    wanted.getMetadata().setGenerateName("made-");
    String first = ground.client().resource(wanted).create().getMetadata().getName();
    String second = ground.client().resource(wanted).create().getMetadata().getName();
    assertThat(first).matches("made-[a-z0-9]{5}").isNotEqualTo(second);
  }

  void get_of_nothing_is_nothing(Ground ground) {
    assertThat(ground.client().configMaps().inNamespace(ground.namespace()).withName("none").get())
        .isNull();
  }

  void update_raises_the_version(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ConfigMap updated = ground.client().resource(changed(made, "new")).update();
    assertThat(version(updated)).isGreaterThan(version(made));
    assertThat(updated.getData()).containsEntry("key", "new");
    assertThat(updated.getMetadata().getUid()).isEqualTo(made.getMetadata().getUid());
    assertThat(updated.getMetadata().getCreationTimestamp())
        .isEqualTo(made.getMetadata().getCreationTimestamp());
  }

  void update_from_a_stale_version_is_a_conflict(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ground.client().resource(changed(made, "new")).update();
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps/one";
    Refusal refusal =
        Refusal.with(409, () -> ground.client().raw(path, "PUT", changed(made, "newer")));
    assertThat(refusal.reason()).isEqualTo("Conflict");
    assertThat(refusal.message())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"one\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  void update_without_a_version_takes_the_latest(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ground.client().resource(changed(made, "new")).update();
    ConfigMap blind = Fixtures.configMap(ground, "one", Map.of("key", "blind"));
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps/one";
    ground.client().raw(path, "PUT", blind);
    assertThat(ground.client().resource(made).get().getData()).containsEntry("key", "blind");
  }

  void update_without_a_change_keeps_the_version(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "same"));
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps/one";
    ground.client().raw(path, "PUT", made);
    assertThat(version(ground.client().resource(made).get())).isEqualTo(version(made));
  }

  void update_of_nothing_is_refused(Ground ground) {
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps/none";
    ConfigMap wanted = Fixtures.configMap(ground, "none", Map.of());
    Refusal refusal = Refusal.with(404, () -> ground.client().raw(path, "PUT", wanted));
    assertThat(refusal.reason()).isEqualTo("NotFound");
    assertThat(refusal.message()).isEqualTo("configmaps \"none\" not found");
  }

  void an_edit_reads_and_writes(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ground.client().resource(made).edit(found -> changed(found, "edited"));
    assertThat(ground.client().resource(made).get().getData()).containsEntry("key", "edited");
  }

  void every_write_raises_the_store_revision_by_one_or_more(Ground ground) {
    ConfigMap first = Fixtures.made(ground, "one", Map.of());
    ConfigMap second = Fixtures.made(ground, "two", Map.of());
    long revision = ground.cluster().etcd().status(ground.controlPlaneName()).revision();
    assertThat(version(second)).isGreaterThan(version(first)).isLessThanOrEqualTo(revision);
  }

  void a_secret_is_kept_in_base64(Ground ground) {
    Secret made =
        ground
            .client()
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName("one")
                    .withNamespace(ground.namespace())
                    .endMetadata()
                    .addToStringData("key", "value")
                    .build())
            .create();
    assertThat(made.getData()).containsExactly(Map.entry("key", "dmFsdWU="));
    assertThat(made.getStringData()).isNullOrEmpty();
    assertThat(made.getType()).isEqualTo("Opaque");
  }

  void generation_counts_changes_of_what_is_wanted(Ground ground) {
    Deployment made = ground.client().resource(Fixtures.deployment(ground, "web", 0)).create();
    assertThat(made.getMetadata().getGeneration()).isEqualTo(1);
    Deployment changed = merged(ground, "{\"spec\":{\"minReadySeconds\":1}}");
    assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
  }

  void a_label_does_not_raise_the_generation(Ground ground) {
    ground.client().resource(Fixtures.deployment(ground, "web", 0)).create();
    Deployment labelled = merged(ground, "{\"metadata\":{\"labels\":{\"some\":\"label\"}}}");
    assertThat(labelled.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(labelled.getMetadata().getLabels()).containsEntry("some", "label");
  }

  void a_status_does_not_raise_the_generation(Ground ground) {
    Deployment made = ground.client().resource(Fixtures.deployment(ground, "web", 0)).create();
    Deployment observed =
        ground.until(
            "observed",
            () -> ground.client().resource(made).get(),
            seen ->
                seen.getStatus() != null
                    && Long.valueOf(1).equals(seen.getStatus().getObservedGeneration()));
    assertThat(observed.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(Long.parseLong(observed.getMetadata().getResourceVersion()))
        .isGreaterThan(Long.parseLong(made.getMetadata().getResourceVersion()));
  }

  void a_status_is_not_changed_by_changing_the_object(Ground ground) {
    ground.client().resource(Fixtures.deployment(ground, "web", 0)).create();
    Deployment changed = merged(ground, "{\"status\":{\"collisionCount\":7}}");
    assertThat(changed.getStatus().getCollisionCount()).isNull();
    assertThat(changed.getMetadata().getGeneration()).isEqualTo(1);
  }

  void a_selector_cannot_be_changed(Ground ground) {
    ground.client().resource(Fixtures.deployment(ground, "web", 0)).create();
    Refusal refusal =
        Refusal.with(
            422,
            () ->
                merged(
                    ground,
                    """
                    {"spec": {"selector": {"matchLabels": {"app": "other"}},
                              "template": {"metadata": {"labels": {"app": "other"}}}}}
                    """));
    assertThat(refusal.message()).contains("field is immutable");
  }

  private static Deployment merged(Ground ground, String patch) {
    return ground
        .client()
        .apps()
        .deployments()
        .inNamespace(ground.namespace())
        .withName("web")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  static ConfigMap changed(ConfigMap object, String value) {
    return new ConfigMapBuilder(object).withData(Map.of("key", value)).build();
  }

  static long version(ConfigMap object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
