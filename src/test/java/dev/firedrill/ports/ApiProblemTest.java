package dev.firedrill.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.NoApi;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Against the client's own messages, which a newer one may have in other words. */
class ApiProblemTest {

  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withName("web")
          .withNamespace("shop")
          .endMetadata()
          .build();

  @Test
  void what_was_refused_is_told_by_its_request_and_the_status() {
    FakeApi api =
        new FakeApi(request -> Reply.refusal(401, "Unauthorized", "Unauthorized: expired"));

    ApiProblem problem = of(() -> api.client().namespaces().list());
    api.close();

    assertThat(problem.request()).startsWith("GET http").endsWith("/api/v1/namespaces");
    assertThat(problem.seen()).isEqualTo("401 Unauthorized: expired");
  }

  @Test
  void what_had_no_answer_is_told_by_what_was_asked_for_and_the_reason() {
    try (KubernetesClient client = NoApi.client()) {
      assertThat(of(() -> client.nodes().withName("cp-1").get()).toString())
          .startsWith("get Node cp-1: ")
          .contains("refused")
          .doesNotContain("Operation");
      assertThat(of(() -> client.pods().inNamespace("kube-system").list()).request())
          .isEqualTo("list Pod in namespace kube-system");
      // Of a creation the client says nothing but the reason.
      assertThat(of(() -> client.resource(POD).create()).toString()).contains("refused");
    }
  }

  @Test
  void any_other_exception_is_told_by_its_message() {
    assertThat(ApiProblem.told(new EtcdUnavailable("no quorum", new IOException("none"))))
        .isEqualTo("no quorum");
    assertThat(ApiProblem.told(new KubernetesClientException("no control plane gives admin.conf")))
        .isEqualTo("no control plane gives admin.conf");
  }

  @Test
  void only_a_status_is_an_answer() {
    assertThat(ApiProblem.isAnswer(new KubernetesClientException("none", -1, null))).isFalse();
    assertThat(ApiProblem.isAnswer(new KubernetesClientException("none"))).isFalse();
    assertThat(ApiProblem.isAnswer(new KubernetesClientException("refused", 403, null))).isTrue();
  }

  private static ApiProblem of(ThrowingCallable request) {
    return ApiProblem.of(catchThrowableOfType(KubernetesClientException.class, request));
  }
}
