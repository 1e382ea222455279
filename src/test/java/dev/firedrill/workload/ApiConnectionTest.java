package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.ports.Traffic.Reply;
import dev.firedrill.testing.NoApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class ApiConnectionTest {

  @Test
  void where_nobody_listens_there_is_no_status_and_a_reason_in_words() {
    try (KubernetesClient client = NoApi.client()) {
      Reply reply = new ApiConnection(() -> client).get("/readyz");
      assertThat(reply.status()).isZero();
      assertThat(reply.problem()).contains("refused");
    }
  }

  /**
   * Explored: it ended what waited at that moment, and the load waited for the request for ever.
   */
  @Test
  void where_nobody_gives_a_client_the_request_has_no_answer_and_the_next_one_asks_again() {
    ApiConnection connection =
        new ApiConnection(
            () -> {
              throw new KubernetesClientException("no control plane gives admin.conf");
            });
    for (int request = 0; request < 2; request++) {
      Reply reply = connection.get("/readyz");
      assertThat(reply.status()).isZero();
      assertThat(reply.problem()).isEqualTo("no control plane gives admin.conf");
      assertThat(connection.open()).isTrue();
    }
  }
}
