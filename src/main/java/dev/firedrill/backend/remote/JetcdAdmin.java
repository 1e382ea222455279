package dev.firedrill.backend.remote;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeShell;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.kv.GetResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * etcd by its client API, each member asked by itself over verified TLS. What only the cluster as a
 * whole can answer is asked of all members at once, and the first answer counts.
 */
public final class JetcdAdmin implements EtcdAdmin, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final ByteSequence ANY_KEY =
      ByteSequence.from("firedrill-health", StandardCharsets.UTF_8);

  private final Topology topology;
  private final EtcdClients clients;

  /**
   * Connects to nothing yet.
   *
   * @param shells the way to each control plane
   * @param files where a control plane has credentials for etcd
   */
  public JetcdAdmin(Topology topology, Function<NodeName, NodeShell> shells, ClusterFiles files) {
    this(topology, shells, files, node -> "https://" + topology.machine(node).address() + ":2379");
  }

  /**
   * Connects to nothing yet.
   *
   * @param shells the way to each control plane
   * @param files where a control plane has credentials for etcd
   * @param endpoints where each control plane's member is reached, for example through a tunnel
   */
  public JetcdAdmin(
      Topology topology,
      Function<NodeName, NodeShell> shells,
      ClusterFiles files,
      Function<NodeName, String> endpoints) {
    this.topology = topology;
    this.clients = new EtcdClients(topology, shells, files, endpoints);
  }

  @Override
  public List<EtcdMember> members() {
    // The list itself is served from what a member knows; a linearizable read before it makes the
    // member know all that the quorum had agreed on.
    return anyMember(
        "the list of members",
        client ->
            linearizableRead(client)
                .thenCompose(read -> client.getClusterClient().listMember())
                .thenApply(list -> list.getMembers().stream().map(JetcdAdmin::member).toList()));
  }

  @Override
  public EtcdStatus status(NodeName node) {
    return member(
        node,
        "its status",
        client ->
            client
                .getMaintenanceClient()
                .statusMember(clients.endpoint(node))
                .thenApply(
                    status ->
                        new EtcdStatus(
                            status.getHeader().getMemberId(),
                            status.getVersion(),
                            status.getLeader(),
                            status.getHeader().getRevision(),
                            status.getDbSize())));
  }

  @Override
  public long hashKv(NodeName node, long revision) {
    return member(
        node,
        "the hash of its keys up to revision " + revision,
        client ->
            client
                .getMaintenanceClient()
                .hashKV(clients.endpoint(node), revision)
                .thenApply(hash -> Integer.toUnsignedLong(hash.getHash())));
  }

  @Override
  public List<String> alarms() {
    return anyMember(
        "the alarms",
        client ->
            client
                .getMaintenanceClient()
                .listAlarms()
                .thenApply(
                    answer ->
                        answer.getAlarms().stream()
                            .map(
                                alarm ->
                                    alarm.getAlarmType()
                                        + " member "
                                        + Long.toHexString(alarm.getMemberId()))
                            .toList()));
  }

  @Override
  public EtcdMember add(String peerUrl) {
    return anyOne(
        "the addition of member " + peerUrl,
        client ->
            client
                .getClusterClient()
                .addMember(List.of(URI.create(peerUrl)))
                .thenApply(answer -> member(answer.getMember())));
  }

  @Override
  public void remove(long memberId) {
    anyOne(
        "the removal of member " + Long.toHexString(memberId),
        client -> client.getClusterClient().removeMember(memberId).thenApply(answer -> true));
  }

  @Override
  public boolean healthy(NodeName node) {
    try {
      member(node, "a linearizable read", JetcdAdmin::linearizableRead);
      return true;
    } catch (EtcdUnavailable e) {
      return false;
    }
  }

  @Override
  public void refresh() {
    clients.close();
  }

  @Override
  public void close() {
    clients.close();
  }

  private static CompletableFuture<GetResponse> linearizableRead(Client client) {
    return client.getKVClient().get(ANY_KEY);
  }

  private static EtcdMember member(Member member) {
    return new EtcdMember(
        member.getId(),
        member.getName(),
        member.getPeerURIs().stream().map(URI::toString).toList(),
        member.getClientURIs().stream().map(URI::toString).toList(),
        member.isLearner());
  }

  private <T> T member(
      NodeName node, String what, Function<Client, CompletableFuture<T>> question) {
    String asked = "asking etcd on %s (%s) for %s".formatted(node, clients.endpoint(node), what);
    return answer(asked, ask(node, question));
  }

  private <T> T anyMember(String what, Function<Client, CompletableFuture<T>> question) {
    List<NodeName> nodes = topology.controlPlanes();
    String asked = "asking etcd on any of %s for %s".formatted(nodes, what);
    return answer(asked, FirstAnswer.of(nodes.stream().map(node -> ask(node, question)).toList()));
  }

  /** Of one healthy member: what changes something is not asked of several. */
  private <T> T anyOne(String what, Function<Client, CompletableFuture<T>> question) {
    NodeName node =
        topology.controlPlanes().stream()
            .filter(this::healthy)
            .findFirst()
            .orElse(topology.firstControlPlane());
    return member(node, what, question);
  }

  private <T> CompletableFuture<T> ask(
      NodeName node, Function<Client, CompletableFuture<T>> question) {
    try {
      return question.apply(clients.of(node));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <T> T answer(String asked, CompletableFuture<T> future) {
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new EtcdUnavailable(asked + ": no answer within " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e;
      while (cause.getCause() != null
          && (cause instanceof ExecutionException || cause instanceof CompletionException)) {
        cause = cause.getCause();
      }
      throw new EtcdUnavailable(asked + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while " + asked);
    }
  }
}
