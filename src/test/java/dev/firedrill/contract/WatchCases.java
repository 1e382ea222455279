package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Watches. */
final class WatchCases {

  private static final String OURS = "contract";

  void a_watch_tells_of_additions_changes_and_deletions(Ground ground) {
    Watched told = new Watched();
    String now = ours(ground).list().getMetadata().getResourceVersion();
    try (Watch watch = ours(ground).watch(since(now), told)) {
      assertThat(watch).isNotNull();
      ConfigMap made = Fixtures.labelled(ground, "one", OURS, "a");
      ground.client().resource(ObjectCases.changed(made, "new")).update();
      ground.client().configMaps().inNamespace(ground.namespace()).withName("one").delete();
      ground.until("three events", told::events, events -> events.size() == 3);
    }
    assertThat(told.events().subList(0, 3))
        .containsExactly("ADDED one", "MODIFIED one", "DELETED one");
  }

  void a_watch_without_a_version_begins_with_what_is_there(Ground ground) {
    Fixtures.labelled(ground, "one", OURS, "a");
    Watched told = new Watched();
    try (Watch watch = ours(ground).watch(told)) {
      assertThat(watch).isNotNull();
      ground.until("one event", told::events, events -> events.equals(List.of("ADDED one")));
    }
  }

  void a_watch_from_a_version_tells_what_came_after_it(Ground ground) {
    ConfigMap first = Fixtures.labelled(ground, "one", OURS, "a");
    Fixtures.labelled(ground, "two", OURS, "a");
    Watched told = new Watched();
    try (Watch watch = ours(ground).watch(since(first.getMetadata().getResourceVersion()), told)) {
      assertThat(watch).isNotNull();
      ground.until("one event", told::events, events -> events.equals(List.of("ADDED two")));
    }
  }

  void an_object_that_loses_its_label_is_deleted_for_the_watch(Ground ground) {
    Watched told = new Watched();
    ConfigMap made = Fixtures.labelled(ground, "one", OURS, "a");
    try (Watch watch = ours(ground).watch(since(made.getMetadata().getResourceVersion()), told)) {
      assertThat(watch).isNotNull();
      ground
          .client()
          .resource(
              new ConfigMapBuilder(made).editMetadata().withLabels(Map.of()).endMetadata().build())
          .update();
      ground.until("one event", told::events, events -> events.equals(List.of("DELETED one")));
    }
  }

  void a_watch_tells_nothing_of_other_namespaces(Ground ground) {
    String other = ground.namespace();
    Watched told = new Watched();
    try (Watch watch =
        ground
            .client()
            .configMaps()
            .inNamespace("default")
            .withLabel(OURS)
            .watch(since(ours(ground).list().getMetadata().getResourceVersion()), told)) {
      assertThat(watch).isNotNull();
      Fixtures.labelled(ground, "one", OURS, "a");
      ground.cluster().time().sleep(Duration.ofSeconds(2));
    }
    assertThat(told.events()).as(other).noneMatch(event -> event.startsWith("ADDED"));
  }

  void a_watch_from_long_ago_is_refused(Ground ground) {
    Watched told = new Watched();
    try (Watch watch = ours(ground).watch(since("1"), told)) {
      assertThat(watch).isNotNull();
      ground.until("closed", told::events, events -> !events.isEmpty());
    }
    assertThat(told.events().get(0)).contains("too old resource version: 1");
  }

  void a_deleted_namespace_is_watched_to_its_end(Ground ground) {
    Fixtures.labelled(ground, "one", OURS, "a");
    Watched told = new Watched();
    String now = ours(ground).list().getMetadata().getResourceVersion();
    try (Watch watch = ours(ground).watch(since(now), told)) {
      assertThat(watch).isNotNull();
      ground.client().namespaces().withName(ground.namespace()).delete();
      ground.until("one event", told::events, events -> events.equals(List.of("DELETED one")));
    }
  }

  private static FilterWatchListDeletable<ConfigMap, ConfigMapList, Resource<ConfigMap>> ours(
      Ground ground) {
    return ground.client().configMaps().inNamespace(ground.namespace()).withLabel(OURS);
  }

  private static ListOptions since(String version) {
    return new ListOptionsBuilder().withResourceVersion(version).build();
  }
}
