package dev.firedrill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.FakeApi.Request;
import dev.firedrill.tools.PublishedAuthority.Unpublished;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceListBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedAuthorityTest {

  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PRESENT = certificate(ISSUED);
  private static final String OLD = certificate(ISSUED.minus(Duration.ofDays(3650)));

  private String inKubeSystem = PRESENT;
  private String toldToJoiners = PRESENT;
  private final FakeApi api = new FakeApi(this::answer);
  private final PublishedAuthority authority =
      new PublishedAuthority(api.client(), PRESENT.getBytes(StandardCharsets.US_ASCII));

  @AfterEach
  void stop() {
    api.close();
  }

  private static String certificate(Instant from) {
    return Authority.create(Keys.of("ca"), "kubernetes", from, Duration.ofDays(3650))
        .asIssued()
        .certificatePem();
  }

  private static PodBuilder pod(String name, Instant started) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("kube-system")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withStartTime(started.toString())
        .endStatus();
  }

  private Reply answer(Request request) {
    Instant before = ISSUED.minusSeconds(1);
    return switch (request.path()) {
      case "/api/v1/namespaces" ->
          Reply.ok(
              new NamespaceListBuilder()
                  .addNewItem()
                  .withNewMetadata()
                  .withName("default")
                  .endMetadata()
                  .endItem()
                  .addNewItem()
                  .withNewMetadata()
                  .withName("kube-system")
                  .endMetadata()
                  .endItem()
                  .build());
      case "/api/v1/namespaces/default/configmaps/kube-root-ca.crt" -> root(PRESENT + "\n");
      case "/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt" ->
          inKubeSystem.isEmpty()
              ? Reply.refusal(404, "NotFound", request.path())
              : root(inKubeSystem);
      case "/api/v1/namespaces/kube-public/configmaps/cluster-info" ->
          Reply.ok(new ConfigMapBuilder().addToData("kubeconfig", info()).build());
      case "/api/v1/pods" ->
          Reply.ok(
              new PodListBuilder()
                  .addToItems(
                      pod("old", before).build(),
                      pod("new", ISSUED).build(),
                      pod("ending", before)
                          .editMetadata()
                          .withDeletionTimestamp(ISSUED.toString())
                          .endMetadata()
                          .build(),
                      pod("done", before).editStatus().withPhase("Succeeded").endStatus().build(),
                      pod("without-token", before)
                          .editSpec()
                          .withAutomountServiceAccountToken(false)
                          .endSpec()
                          .build(),
                      pod("static", before)
                          .editMetadata()
                          .addToAnnotations("kubernetes.io/config.mirror", "x")
                          .endMetadata()
                          .build())
                  .build());
      default -> Reply.refusal(404, "NotFound", request.path());
    };
  }

  private static Reply root(String pem) {
    return Reply.ok(new ConfigMapBuilder().addToData("ca.crt", pem).build());
  }

  private String info() {
    return "certificate-authority-data: "
        + Base64.getEncoder().encodeToString(toldToJoiners.getBytes(StandardCharsets.US_ASCII))
        + "\n";
  }

  @Test
  void nothing_is_amiss_where_everybody_gets_it() {
    assertThat(authority.unpublished().isEmpty()).isTrue();
    assertThat(authority.joinersAreTold()).isTrue();
  }

  @Test
  void a_namespace_whose_pods_get_the_old_one_is_named() {
    inKubeSystem = OLD;
    assertThat(authority.unpublished())
        .isEqualTo(new Unpublished(List.of("kube-system"), List.of()))
        .hasToString("another in [kube-system]");
  }

  /** Explored: one that was made while the controller manager was away had "another". */
  @Test
  void a_namespace_that_nothing_was_published_in_yet_is_told_apart() {
    inKubeSystem = "";
    assertThat(authority.unpublished())
        .isEqualTo(new Unpublished(List.of(), List.of("kube-system")))
        .hasToString("none in [kube-system]");
  }

  @Test
  void joiners_that_are_told_the_old_one_are_noticed() {
    toldToJoiners = OLD;
    assertThat(authority.joinersAreTold()).isFalse();
  }

  /** One that was being replaced was once taken for one that had been forgotten. */
  @Test
  void pods_from_before_are_those_that_run_on_and_may_speak_to_the_api() {
    assertThat(authority.podsFromBefore(ISSUED))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("old");
  }
}
