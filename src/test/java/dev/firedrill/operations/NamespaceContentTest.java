package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a namespace is restored, and what is left to the cluster. */
class NamespaceContentTest {

  private static final Map<String, String> SHOP =
      Map.of(
          "/api/v1/namespaces/shop",
          "{\"metadata\": {\"name\": \"shop\"}}",
          "/apis",
          """
          {"groups": [{"preferredVersion": {"groupVersion": "discovery.k8s.io/v1"}}]}
          """,
          "/api/v1",
          """
          {"resources": [
            {"name": "endpoints", "kind": "Endpoints", "namespaced": true,
             "verbs": ["list", "create", "get"]},
            {"name": "services", "kind": "Service", "namespaced": true,
             "verbs": ["list", "create", "get"]},
            {"name": "secrets", "kind": "Secret", "namespaced": true,
             "verbs": ["list", "create", "get"]}]}
          """,
          "/apis/discovery.k8s.io/v1",
          """
          {"resources": [{"name": "endpointslices", "kind": "EndpointSlice", "namespaced": true,
             "verbs": ["list", "create", "get"]}]}
          """,
          "/api/v1/namespaces/shop/endpoints",
          """
          {"items": [
            {"metadata": {"name": "web"}},
            {"metadata": {"name": "lock",
              "annotations": {"control-plane.alpha.kubernetes.io/leader": "me"}}},
            {"metadata": {"name": "database"},
             "subsets": [{"addresses": [{"ip": "10.9.8.7"}]}]}]}
          """,
          "/api/v1/namespaces/shop/services",
          """
          {"items": [
            {"metadata": {"name": "web"}, "spec": {"selector": {"app": "web"}}},
            {"metadata": {"name": "database"}, "spec": {"ports": [{"port": 5432}]}}]}
          """,
          "/api/v1/namespaces/shop/secrets",
          """
          {"items": [
            {"metadata": {"name": "robot-token"}, "type": "kubernetes.io/service-account-token"},
            {"metadata": {"name": "password"}, "type": "Opaque"}]}
          """,
          "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices",
          """
          {"items": [
            {"metadata": {"name": "web-abc", "labels":
              {"endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io"}}},
            {"metadata": {"name": "database-abc", "labels":
              {"endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io"}}},
            {"metadata": {"name": "mail-1", "labels":
              {"endpointslice.kubernetes.io/managed-by": "staff"}}}]}
          """);

  @Test
  void addresses_written_by_hand_come_back_and_those_of_controllers_do_not() {
    NamespaceContent content = NamespaceContent.read(SHOP::get, "shop");
    assertThat(content.objects())
        .extracting(each -> each.getKind() + " " + each.getMetadata().getName())
        .containsExactly(
            "Secret password",
            "Service web",
            "Service database",
            "Endpoints database",
            "EndpointSlice mail-1");
    GenericKubernetesResource endpoints = content.objects().get(3);
    assertThat(endpoints.getAdditionalProperties().get("subsets")).asString().contains("10.9.8.7");
    assertThat(content.leftOut()).isEqualTo(4);
  }

  @Test
  void tokens_of_service_accounts_are_left_out_and_named() {
    assertThat(NamespaceContent.read(SHOP::get, "shop").tokens()).containsExactly("robot-token");
  }

  @Test
  void an_api_that_does_not_answer_with_json_is_told_as_such() {
    assertThatThrownBy(() -> NamespaceContent.read(path -> "Killed", "shop"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("reading the API over the snapshot: expected JSON");
  }
}
