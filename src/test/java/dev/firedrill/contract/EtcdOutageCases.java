package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdAdmin;
import java.util.HashMap;
import java.util.Map;

/** The only etcd member stops and comes back. */
@Only(value = Contracted.KUBEADM, why = "a member of k3s does not stop alone")
final class EtcdOutageCases {

  private final Once<Map<String, String>> outage = new Once<>(EtcdOutageCases::stopAndStart);

  private static Map<String, String> stopAndStart(Ground ground) {
    Map<String, String> seen = new HashMap<>();
    EtcdAdmin etcd = ground.cluster().etcd();
    NodeName node = ground.controlPlaneName();
    Fixtures.made(ground, "kept", Map.of("key", "value"));
    String uid = uid(ground);
    long revision = etcd.status(node).revision();
    String member = etcd.members().get(0).hexId();
    String container = Recovery.container(ground, "etcd").orElseThrow();
    Recovery.without(
        ground,
        "etcd",
        () -> {
          seen.put("healthy", String.valueOf(etcd.healthy(node)));
          seen.put("members", Recovery.failure(etcd::members));
          seen.put("status", Recovery.failure(() -> etcd.status(node)));
          seen.put("hash", Recovery.failure(() -> etcd.hashKv(node, 1)));
          seen.put("alarms", Recovery.failure(etcd::alarms));
          seen.put("readyz", Recovery.failure(() -> ground.client().raw("/readyz")));
          seen.put(
              "get",
              Recovery.failure(() -> ground.client().namespaces().withName("kube-system").get()));
        });
    seen.put("healthy after", String.valueOf(etcd.healthy(node)));
    seen.put("member after", String.valueOf(etcd.members().get(0).hexId().equals(member)));
    seen.put("revision after", String.valueOf(etcd.status(node).revision() >= revision));
    seen.put("object after", String.valueOf(uid(ground).equals(uid)));
    seen.put(
        "another container",
        String.valueOf(!Recovery.container(ground, "etcd").orElseThrow().equals(container)));
    return seen;
  }

  private static String uid(Ground ground) {
    return ground
        .client()
        .configMaps()
        .inNamespace(ground.namespace())
        .withName("kept")
        .get()
        .getMetadata()
        .getUid();
  }

  void a_member_that_is_stopped_is_not_healthy(Ground ground) throws Throwable {
    assertThat(outage.seen(ground)).containsEntry("healthy", "false");
  }

  void a_member_that_is_stopped_tells_nothing(Ground ground) throws Throwable {
    String address = ground.cluster().topology().machine(ground.controlPlaneName()).address();
    assertThat(outage.seen(ground).get("status"))
        .startsWith(
            "EtcdUnavailable: asking etcd on cp-1 (https://%s:2379) for its status: "
                .formatted(address));
    assertThat(outage.seen(ground).get("hash"))
        .startsWith(
            "EtcdUnavailable: asking etcd on cp-1 (https://%s:2379) for the hash of its keys"
                .formatted(address));
  }

  void without_quorum_nobody_lists_members_or_alarms(Ground ground) throws Throwable {
    assertThat(outage.seen(ground).get("members"))
        .startsWith("EtcdUnavailable: asking etcd on ")
        .contains("cp-1")
        .contains(" for the list of members: ");
    assertThat(outage.seen(ground).get("alarms"))
        .startsWith("EtcdUnavailable: asking etcd on ")
        .contains("cp-1")
        .contains(" for the alarms: ");
  }

  void without_etcd_the_api_is_not_ready(Ground ground) throws Throwable {
    assertThat(outage.seen(ground).get("readyz")).startsWith("KubernetesClientException: ");
  }

  void without_etcd_the_api_reads_nothing(Ground ground) throws Throwable {
    assertThat(outage.seen(ground).get("get")).startsWith("KubernetesClientException: ");
  }

  void a_member_that_is_back_is_the_same_member(Ground ground) throws Throwable {
    assertThat(outage.seen(ground))
        .containsEntry("healthy after", "true")
        .containsEntry("member after", "true")
        .containsEntry("another container", "true");
  }

  void a_member_that_is_back_has_kept_everything(Ground ground) throws Throwable {
    assertThat(outage.seen(ground))
        .containsEntry("revision after", "true")
        .containsEntry("object after", "true");
  }
}
