package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firedrill.model.NodeName;
import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.FakeApi.Request;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {

  private static final NodeName NODE = new NodeName("cp-3");

  private final List<Request> asked = new CopyOnWriteArrayList<>();
  private final FakeApi api =
      new FakeApi(
          request -> {
            asked.add(request);
            return Reply.ok(
                new NodeBuilder()
                    .withNewMetadata()
                    .withName("cp-3")
                    .withResourceVersion("7")
                    .endMetadata()
                    .build());
          });

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void a_cordon_names_no_resource_version_that_the_kubelets_next_status_would_outdate() {
    Nodes.cordon(api.client(), NODE, true);
    Nodes.cordon(api.client(), NODE, false);

    assertThat(asked.stream().filter(request -> request.method().equals("PATCH")))
        .extracting(Request::method, Request::body)
        .containsExactly(
            tuple("PATCH", "{\"spec\":{\"unschedulable\":true}}"),
            tuple("PATCH", "{\"spec\":{\"unschedulable\":null}}"));
  }
}
