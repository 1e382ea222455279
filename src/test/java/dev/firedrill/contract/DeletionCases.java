package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Deletion: with versions, by namespace, held up by finalizers, of what is owned. */
final class DeletionCases {

  private static final String FINALIZER = "firedrill.dev/contract";

  void delete_removes_the_object(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of());
    assertThat(ground.client().resource(made).delete()).hasSize(1);
    assertThat(ground.client().resource(made).get()).isNull();
  }

  void delete_of_nothing_deletes_nothing(Ground ground) {
    assertThat(
            ground.client().configMaps().inNamespace(ground.namespace()).withName("none").delete())
        .isEmpty();
  }

  void delete_of_nothing_is_not_found(Ground ground) {
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps/none";
    Refusal refusal = Refusal.with(404, () -> ground.client().raw(path, "DELETE", null));
    assertThat(refusal.message()).isEqualTo("configmaps \"none\" not found");
  }

  void delete_from_a_stale_version_is_a_conflict(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of("key", "old"));
    ground.client().resource(ObjectCases.changed(made, "new")).update();
    Refusal refusal =
        Refusal.with(
            409,
            () ->
                ground
                    .client()
                    .resource(made)
                    .lockResourceVersion(made.getMetadata().getResourceVersion())
                    .delete());
    assertThat(refusal.reason()).isEqualTo("Conflict");
    assertThat(refusal.message())
        .startsWith(
            "Operation cannot be fulfilled on ConfigMap \"one\": the ResourceVersion in the")
        .contains("does not match the ResourceVersion in record");
    assertThat(ground.client().resource(made).get()).isNotNull();
  }

  void delete_from_the_latest_version_succeeds(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of());
    ground
        .client()
        .resource(made)
        .lockResourceVersion(made.getMetadata().getResourceVersion())
        .delete();
    assertThat(ground.client().resource(made).get()).isNull();
  }

  void a_collection_is_deleted_by_label(Ground ground) {
    Fixtures.labelled(ground, "one", "contract", "a");
    Fixtures.labelled(ground, "two", "contract", "b");
    ground
        .client()
        .configMaps()
        .inNamespace(ground.namespace())
        .withLabel("contract", "a")
        .delete();
    assertThat(
            ground
                .client()
                .configMaps()
                .inNamespace(ground.namespace())
                .withLabel("contract")
                .list()
                .getItems())
        .extracting(map -> map.getMetadata().getName())
        .containsExactly("two");
  }

  void a_finalizer_holds_up_deletion_until_it_is_removed(Ground ground) {
    ConfigMap held = Fixtures.configMap(ground, "one", Map.of());
    held.getMetadata().setFinalizers(List.of(FINALIZER));
    ConfigMap made = ground.client().resource(held).create();
    ground.client().resource(made).delete();
    ConfigMap going = ground.client().resource(made).get();
    assertThat(going.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(ObjectCases.version(going)).isGreaterThan(ObjectCases.version(made));
    ground
        .client()
        .resource(
            new ConfigMapBuilder(going)
                .editMetadata()
                .withFinalizers(List.of())
                .endMetadata()
                .build())
        .update();
    assertThat(ground.client().resource(made).get()).isNull();
  }

  void an_object_that_is_being_deleted_cannot_be_made_again(Ground ground) {
    ConfigMap held = Fixtures.configMap(ground, "one", Map.of());
    held.getMetadata().setFinalizers(List.of(FINALIZER));
    ConfigMap made = ground.client().resource(held).create();
    ground.client().resource(made).delete();
    Refusal refusal = Refusal.with(409, () -> ground.client().resource(held).create());
    release(ground);
    assertThat(refusal.reason()).isEqualTo("AlreadyExists");
    assertThat(refusal.message())
        .isEqualTo("object is being deleted: configmaps \"one\" already exists");
  }

  void a_new_namespace_gets_an_account_and_the_authority(Ground ground) {
    String namespace = ground.namespace();
    ConfigMap authority =
        ground.until(
            "there",
            () ->
                ground
                    .client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withName("kube-root-ca.crt")
                    .get(),
            Objects::nonNull);
    assertThat(authority.getData().get("ca.crt").strip())
        .isEqualTo(
            new String(
                    ground.controlPlane().read(ground.contracted().serverAuthority() + ".crt"),
                    StandardCharsets.US_ASCII)
                .strip());
    assertThat(ground.client().namespaces().withName(namespace).get().getStatus().getPhase())
        .isEqualTo("Active");
  }

  void deleting_a_namespace_removes_what_is_in_it(Ground ground) {
    ConfigMap made = Fixtures.made(ground, "one", Map.of());
    ground.client().namespaces().withName(ground.namespace()).delete();
    ground.until(
        "gone",
        () -> ground.client().namespaces().withName(ground.namespace()).get(),
        Objects::isNull);
    assertThat(ground.client().resource(made).get()).isNull();
  }

  void a_namespace_that_is_being_deleted_takes_nothing_new(Ground ground) {
    ConfigMap held = Fixtures.configMap(ground, "one", Map.of());
    held.getMetadata().setFinalizers(List.of(FINALIZER));
    ground.client().resource(held).create();
    ground.client().namespaces().withName(ground.namespace()).delete();
    Namespace going = ground.client().namespaces().withName(ground.namespace()).get();
    assertThat(going.getStatus().getPhase()).isEqualTo("Terminating");
    Refusal refusal = Refusal.with(403, () -> Fixtures.made(ground, "two", Map.of()));
    assertThat(refusal.reason()).isEqualTo("Forbidden");
    assertThat(refusal.message())
        .isEqualTo(
            ("configmaps \"two\" is forbidden: unable to create new content in namespace %s"
                    + " because it is being terminated")
                .formatted(ground.namespace()));
    release(ground);
    ground.until(
        "gone",
        () -> ground.client().namespaces().withName(ground.namespace()).get(),
        Objects::isNull);
  }

  private static void release(Ground ground) {
    ground
        .client()
        .configMaps()
        .inNamespace(ground.namespace())
        .withName("one")
        .edit(
            found ->
                new ConfigMapBuilder(found)
                    .editMetadata()
                    .withFinalizers(List.of())
                    .endMetadata()
                    .build());
  }

  void what_an_owner_owned_goes_after_it(Ground ground) {
    ConfigMap owner = Fixtures.made(ground, "owner", Map.of());
    ConfigMap owned = Fixtures.configMap(ground, "owned", Map.of());
    owned
        .getMetadata()
        .setOwnerReferences(
            List.of(
                new OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("ConfigMap")
                    .withName("owner")
                    .withUid(owner.getMetadata().getUid())
                    .build()));
    ground.client().resource(owned).create();
    ground.client().resource(owner).delete();
    ground.until("gone", () -> ground.client().resource(owned).get(), java.util.Objects::isNull);
  }

  void deleting_a_deployment_removes_its_replica_sets_and_pods(Ground ground) {
    Deployment made = ground.client().resource(Fixtures.deployment(ground, "web", 1)).create();
    ground.until("one pod", () -> Workload.pods(ground, "web"), pods -> pods.size() == 1);
    ground.client().resource(made).delete();
    ground.until("no pods", () -> Workload.pods(ground, "web"), List::isEmpty);
    assertThat(
            ground.client().apps().replicaSets().inNamespace(ground.namespace()).list().getItems())
        .isEmpty();
  }
}
