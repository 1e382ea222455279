package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Map;

/** Lists and what narrows them. */
final class ListCases {

  private static final String OURS = "contract";

  void a_namespace_lists_its_own_objects_by_name(Ground ground) {
    Fixtures.labelled(ground, "two", OURS, "x");
    Fixtures.labelled(ground, "one", OURS, "x");
    assertThat(names(maps(ground).withLabel(OURS).list())).containsExactly("one", "two");
  }

  void a_list_of_nothing_is_empty_and_has_a_version(Ground ground) {
    ConfigMapList list = maps(ground).withLabel(OURS, "none").list();
    assertThat(list.getItems()).isEmpty();
    assertThat(Long.parseLong(list.getMetadata().getResourceVersion())).isPositive();
  }

  void a_list_in_a_namespace_that_is_not_there_is_empty(Ground ground) {
    assertThat(ground.client().configMaps().inNamespace("no-such-namespace").list().getItems())
        .isEmpty();
  }

  void a_lists_version_grows_with_every_write(Ground ground) {
    Fixtures.made(ground, "one", Map.of());
    long before = Long.parseLong(maps(ground).list().getMetadata().getResourceVersion());
    ConfigMap made = Fixtures.made(ground, "two", Map.of());
    long after = Long.parseLong(maps(ground).list().getMetadata().getResourceVersion());
    assertThat(ObjectCases.version(made)).isGreaterThan(before).isLessThanOrEqualTo(after);
  }

  void labels_select_by_equality(Ground ground) {
    threeOf(ground);
    assertThat(names(maps(ground).withLabel(OURS, "a").list())).containsExactly("one");
  }

  void labels_select_by_absence(Ground ground) {
    threeOf(ground);
    assertThat(names(maps(ground).withoutLabel(OURS, "a").list()))
        .contains("two", "three")
        .doesNotContain("one");
  }

  void labels_select_by_set(Ground ground) {
    threeOf(ground);
    assertThat(names(maps(ground).withLabelIn(OURS, "a", "b").list()))
        .containsExactly("one", "two");
    assertThat(names(maps(ground).withLabel(OURS).withLabelNotIn(OURS, "a", "b").list()))
        .containsExactly("three");
  }

  void fields_select_by_name(Ground ground) {
    threeOf(ground);
    assertThat(names(maps(ground).withField("metadata.name", "two").list())).containsExactly("two");
  }

  void fields_select_pods_by_node(Ground ground) {
    Workload.ready(ground, "web", 1);
    List<Pod> pods =
        ground
            .client()
            .pods()
            .inAnyNamespace()
            .withField("spec.nodeName", ground.workerName().value())
            .list()
            .getItems();
    assertThat(pods)
        .anyMatch(pod -> pod.getMetadata().getName().startsWith("web-"))
        .allMatch(pod -> pod.getSpec().getNodeName().equals("worker-1"));
  }

  void fields_select_pods_without_a_phase(Ground ground) {
    assertThat(
            ground
                .client()
                .pods()
                .inNamespace("kube-system")
                .withField("spec.nodeName", "cp-1")
                .withoutField("status.phase", "Running")
                .list()
                .getItems())
        .isEmpty();
  }

  void a_field_that_cannot_be_selected_by_is_refused(Ground ground) {
    Refusal refusal = Refusal.with(400, () -> maps(ground).withField("data.key", "value").list());
    assertThat(refusal.reason()).isEqualTo("BadRequest");
    assertThat(refusal.message())
        .isEqualTo(
            "\"data.key\" is not a known field selector: only \"metadata.name\","
                + " \"metadata.namespace\"");
  }

  void a_long_list_is_given_in_parts(Ground ground) {
    threeOf(ground);
    String path = "/api/v1/namespaces/" + ground.namespace() + "/configmaps";
    ConfigMapList first =
        maps(ground).withLabel(OURS).list(new ListOptionsBuilder().withLimit(2L).build());
    assertThat(first.getItems()).as(path).hasSize(2);
    ConfigMapList rest =
        maps(ground)
            .withLabel(OURS)
            .list(
                new ListOptionsBuilder()
                    .withLimit(2L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());
    assertThat(names(rest)).containsExactly("two");
    assertThat(rest.getMetadata().getContinue()).isNullOrEmpty();
  }

  private static void threeOf(Ground ground) {
    Fixtures.labelled(ground, "one", OURS, "a");
    Fixtures.labelled(ground, "two", OURS, "b");
    Fixtures.labelled(ground, "three", OURS, "c");
  }

  private static NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps(
      Ground ground) {
    MixedOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> all =
        ground.client().configMaps();
    return all.inNamespace(ground.namespace());
  }

  private static List<String> names(ConfigMapList list) {
    return list.getItems().stream().map(map -> map.getMetadata().getName()).toList();
  }
}
