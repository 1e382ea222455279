package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.FakeApi;
import dev.firedrill.testing.FakeApi.Reply;
import dev.firedrill.testing.FakeApi.Request;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetListBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentListBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetListBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolledOutTest {

  private final FakeApi api = new FakeApi(RolledOutTest::answer);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void what_carries_services_comes_before_what_reaches_the_api_by_one() {
    assertThat(RolledOut.all(api.client()))
        .extracting(RolledOut::name)
        .containsExactly(
            "DaemonSet kube-system/proxies",
            "DaemonSet a-network/network",
            "DaemonSet kube-system/logs",
            "Deployment a-network/dns");
  }

  private static Reply answer(Request request) {
    if (request.path().endsWith("/daemonsets")) {
      return Reply.ok(
          new DaemonSetListBuilder()
              .withItems(
                  daemons("a-network", "network", "flanneld"),
                  daemons("kube-system", "logs", "logs"),
                  daemons("kube-system", "proxies", "kube-proxy"))
              .build());
    }
    if (request.path().endsWith("/deployments")) {
      return Reply.ok(
          new DeploymentListBuilder()
              .addToItems(
                  new DeploymentBuilder()
                      .withNewMetadata()
                      .withNamespace("a-network")
                      .withName("dns")
                      .endMetadata()
                      .withNewSpec()
                      .endSpec()
                      .build())
              .build());
    }
    return Reply.ok(new StatefulSetListBuilder().build());
  }

  private static DaemonSet daemons(String namespace, String name, String container) {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName(container)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
