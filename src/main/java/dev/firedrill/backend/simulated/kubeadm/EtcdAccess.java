package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Unreachable;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** kubeadm's client of etcd: it asks the members that the API's pods of etcd name. */
final class EtcdAccess {

  private static final String CLIENT_URLS = "kubeadm.kubernetes.io/etcd.advertise-client-urls";
  private static final Duration JOIN_LIMIT = Duration.ofMinutes(2);
  private static final Duration SHOWN_LIMIT = Duration.ofMinutes(1);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(15);

  private final Session session;
  private final List<String> hosts;

  private EtcdAccess(Session session, List<String> hosts) {
    this.session = session;
    this.hosts = hosts;
  }

  /** By the pods that the API knows, which kubelets show some moments after they have started. */
  static EtcdAccess fromCluster(Session session, String kubeconfig) {
    List<String> hosts = new ArrayList<>();
    boolean found =
        session
            .time()
            .await(() -> hosts.addAll(hosts(session, kubeconfig)), Session.POLL, SHOWN_LIMIT);
    if (!found) {
      throw new KubeadmFailed("could not retrieve the list of etcd endpoints");
    }
    return new EtcdAccess(session, hosts);
  }

  private static List<String> hosts(Session session, String kubeconfig) {
    List<Pod> pods =
        session.api(
            kubeconfig,
            client ->
                client
                    .pods()
                    .inNamespace("kube-system")
                    .withLabel("component", "etcd")
                    .list()
                    .getItems());
    return pods.stream()
        .map(pod -> Optional.ofNullable(pod.getMetadata().getAnnotations()).orElse(Map.of()))
        .filter(annotations -> annotations.containsKey(CLIENT_URLS))
        .map(annotations -> URI.create(annotations.get(CLIENT_URLS)).getHost())
        .toList();
  }

  /** Asks the first member that can answer. */
  <T> T ask(Function<EtcdMember, T> question) {
    String problem = "no etcd endpoint";
    for (String host : hosts) {
      try {
        return question.apply(member(host));
      } catch (Unreachable | EtcdFailure e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    throw new KubeadmFailed("etcd cluster is not healthy: " + problem);
  }

  private EtcdMember member(String host) {
    Address address = new Address(host, 2379);
    return (EtcdMember) session.network().connect(session.machine().address(), address);
  }

  /** Every member that the quorum knows answers. */
  boolean available() {
    try {
      for (dev.firedrill.model.EtcdMember each : ask(EtcdMember::members)) {
        if (each.clientUrls().isEmpty()) {
          return false;
        }
        member(URI.create(each.clientUrls().get(0)).getHost()).linearizableRead();
      }
      return true;
    } catch (KubeadmFailed | Unreachable | EtcdFailure e) {
      return false;
    }
  }

  void requireHealthy() {
    if (!session.time().await(this::available, Session.POLL, HEALTH_LIMIT)) {
      throw new KubeadmFailed(
          "etcd cluster is not healthy: failed to dial endpoint, or a member gave no answer");
    }
  }

  void awaitAvailable(Duration limit) {
    if (!session.time().await(this::available, Session.POLL, limit)) {
      throw new KubeadmFailed(
          "error creating local etcd static pod manifest file: timeout waiting for etcd cluster to"
              + " be available");
    }
  }

  /** Announces a member that has no vote yet, unless it is known; the members with it. */
  List<dev.firedrill.model.EtcdMember> announce(String peerUrl) {
    if (find(peerUrl).isEmpty()) {
      ask(member -> member.add(List.of(peerUrl), true));
    }
    return ask(EtcdMember::members);
  }

  /** Gives the member its vote once it has caught up. */
  void promote(String peerUrl) {
    boolean done =
        session
            .time()
            .await(
                () -> {
                  try {
                    return find(peerUrl)
                        .map(each -> !each.learner() || promoted(each.id()))
                        .orElse(false);
                  } catch (KubeadmFailed e) {
                    return false;
                  }
                },
                Session.POLL,
                JOIN_LIMIT);
    if (!done) {
      throw new KubeadmFailed(
          "error creating local etcd static pod manifest file: etcdserver: can only promote a"
              + " learner member which is in sync with leader");
    }
  }

  private boolean promoted(long id) {
    return ask(
        member -> {
          member.promote(id);
          return true;
        });
  }

  /** Takes the member with that peer URL out, unless it is the only one or unknown. */
  void remove(String peerUrl) {
    List<dev.firedrill.model.EtcdMember> members = ask(EtcdMember::members);
    if (members.size() > 1) {
      find(peerUrl)
          .ifPresent(
              each ->
                  ask(
                      member -> {
                        member.remove(each.id());
                        return true;
                      }));
    }
  }

  private Optional<dev.firedrill.model.EtcdMember> find(String peerUrl) {
    return ask(EtcdMember::members).stream()
        .filter(each -> each.peerUrls().contains(peerUrl))
        .findFirst();
  }
}
