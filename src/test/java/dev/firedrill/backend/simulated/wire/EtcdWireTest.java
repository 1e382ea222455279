package dev.firedrill.backend.simulated.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.remote.ClientTls;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.netty.GrpcSslContexts;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Watches and leases of a served simulated member, as jetcd's client sees them. */
class EtcdWireTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static Served served;
  private static Client client;

  @BeforeAll
  static void serve() throws Exception {
    served = new Served("single.yaml");
    Entrance entrance = served.entrance();
    ClientTls tls =
        ClientTls.parse(
            entrance.etcdAuthority().getBytes(StandardCharsets.US_ASCII),
            entrance.etcdCertificate().getBytes(StandardCharsets.US_ASCII),
            entrance.etcdKey().getBytes(StandardCharsets.US_ASCII));
    client =
        Client.builder()
            .endpoints(entrance.etcdMembers().values().iterator().next())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(tls.authorities().toArray(new X509Certificate[0]))
                    .keyManager(tls.key(), tls.certificates().toArray(new X509Certificate[0]))
                    .build())
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  @AfterAll
  static void end() {
    client.close();
    served.close();
  }

  private static <T> T got(CompletableFuture<T> answer) throws Exception {
    return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  private static long put(String key, String value, long lease) throws Exception {
    return got(client
            .getKVClient()
            .put(
                bytes(key),
                bytes(value),
                PutOption.builder().withLeaseId(lease).withPrevKV().build()))
        .getHeader()
        .getRevision();
  }

  private static List<KeyValue> get(String prefix) throws Exception {
    return got(client.getKVClient().get(bytes(prefix), GetOption.builder().isPrefix(true).build()))
        .getKvs();
  }

  /** What came, as {@code PUT /a=1 after 0}. */
  private static final class Heard implements AutoCloseable {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Watch.Watcher watcher;

    Heard(String key, WatchOption option) {
      this.watcher =
          client
              .getWatchClient()
              .watch(
                  bytes(key),
                  option,
                  Watch.listener(
                      response ->
                          response.getEvents().stream().map(Heard::text).forEach(events::add),
                      failures::add));
    }

    private static String text(WatchEvent event) {
      String before = event.getPrevKV() == null ? "" : event.getPrevKV().getValue().toString();
      return "%s %s=%s after %s"
          .formatted(
              event.getEventType(),
              event.getKeyValue().getKey(),
              event.getKeyValue().getValue(),
              before);
    }

    void awaits(String... expected) {
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    @Override
    public void close() {
      watcher.close();
    }
  }

  @Test
  void a_watch_is_told_what_happens_to_its_keys_and_to_no_others() throws Exception {
    long before = put("/watched/a", "0", 0);
    WatchOption all =
        WatchOption.builder().isPrefix(true).withPrevKV(true).withRevision(before + 1).build();
    WatchOption deletions =
        WatchOption.builder().isPrefix(true).withNoPut(true).withRevision(before + 1).build();
    try (Heard heard = new Heard("/watched/", all);
        Heard deleted = new Heard("/watched/", deletions)) {
      put("/watched/a", "1", 0);
      put("/watchee", "other", 0);
      put("/watched/b", "2", 0);
      got(client.getKVClient().delete(bytes("/watched/a")));
      heard.awaits(
          "PUT /watched/a=1 after 0", "PUT /watched/b=2 after ", "DELETE /watched/a= after 1");
      deleted.awaits("DELETE /watched/a= after ");
      assertThat(heard.failures).isEmpty();
    }
  }

  @Test
  void a_watch_without_a_revision_begins_now_and_ends_when_it_is_closed() throws Exception {
    put("/now", "before", 0);
    Heard heard = new Heard("/now", WatchOption.DEFAULT);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              put("/now", "after", 0);
              assertThat(heard.events).isNotEmpty();
            });
    assertThat(heard.events.get(0)).startsWith("PUT /now=after");
    heard.close();
    int last = heard.events.size();
    put("/now", "late", 0);
    put("/now", "later", 0);
    assertThat(heard.events).hasSizeLessThanOrEqualTo(last);
  }

  @Test
  void a_watch_of_what_is_compacted_is_refused_with_the_revision() throws Exception {
    long first = put("/compacted", "1", 0);
    long last = put("/compacted", "2", 0);
    got(client.getKVClient().compact(last));
    try (Heard heard = new Heard("/compacted", WatchOption.builder().withRevision(first).build())) {
      Awaitility.await().atMost(LIMIT).until(() -> !heard.failures.isEmpty());
      assertThat(heard.failures.get(0))
          .isInstanceOfSatisfying(
              CompactedException.class,
              refused -> assertThat(refused.getCompactedRevision()).isEqualTo(last));
    }
  }

  @Test
  void keys_go_with_their_lease_when_it_is_revoked() throws Exception {
    long lease = got(client.getLeaseClient().grant(600)).getID();
    long revision = put("/leased/a", "1", lease);
    put("/leased/b", "1", lease);
    put("/leased/c", "1", lease);
    // Put again without a lease, it goes with none.
    put("/leased/c", "2", 0);
    assertThat(get("/leased/a")).extracting(KeyValue::getLease).containsExactly(lease);
    assertThat(
            got(client
                    .getLeaseClient()
                    .timeToLive(lease, LeaseOption.builder().withAttachedKeys().build()))
                .getKeys())
        .containsExactly(bytes("/leased/a"), bytes("/leased/b"));
    WatchOption since =
        WatchOption.builder().isPrefix(true).withNoPut(true).withRevision(revision).build();
    try (Heard heard = new Heard("/leased/", since)) {
      got(client.getLeaseClient().revoke(lease));
      heard.awaits("DELETE /leased/a= after ", "DELETE /leased/b= after ");
    }
    assertThat(get("/leased/")).extracting(KeyValue::getKey).containsExactly(bytes("/leased/c"));
    assertThat(got(client.getLeaseClient().timeToLive(lease, LeaseOption.DEFAULT)).getTTL())
        .isEqualTo(-1);
  }

  @Test
  void a_lease_that_nobody_keeps_alive_is_over_and_one_that_is_kept_is_not() throws Exception {
    long left = got(client.getLeaseClient().grant(2)).getID();
    long kept = got(client.getLeaseClient().grant(2)).getID();
    put("/over/left", "1", left);
    put("/over/kept", "1", kept);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(got(client.getLeaseClient().keepAliveOnce(kept)).getTTL()).isEqualTo(2);
              assertThat(get("/over/"))
                  .extracting(KeyValue::getKey)
                  .containsExactly(bytes("/over/kept"));
            });
  }

  @Test
  void a_lease_that_there_is_not_is_refused() {
    assertThatThrownBy(() -> put("/lost", "1", 42))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("requested lease not found");
    assertThatThrownBy(() -> got(client.getLeaseClient().revoke(42)))
        .hasMessageContaining("requested lease not found");
    assertThatThrownBy(() -> got(client.getLeaseClient().grant(9_000_000_001L)))
        .hasMessageContaining("too large lease TTL");
  }
}
