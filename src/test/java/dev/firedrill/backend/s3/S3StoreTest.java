package dev.firedrill.backend.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.model.Seed;
import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.testing.Overridden;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against an S3 server on a port of this machine, which checks signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StoreTest {

  private static final BackupKey KEY = BackupKey.ofSeed(new Seed(1));

  private final BlobStoreContext blobs =
      ContextBuilder.newBuilder(new TransientApiMetadata())
          .credentials("id", "secret")
          .build(BlobStoreContext.class);
  private final S3Proxy server =
      S3Proxy.builder()
          .blobStore(blobs.getBlobStore())
          .endpoint(URI.create("http://127.0.0.1:0"))
          .awsAuthentication(AuthenticationType.AWS_V4, "id", "secret")
          .build();

  @BeforeAll
  void start() throws Exception {
    server.start();
  }

  @BeforeEach
  void empty() {
    blobs.getBlobStore().deleteContainer("backups");
    blobs.getBlobStore().createContainerInLocation(null, "backups");
  }

  @AfterAll
  void stop() throws Exception {
    server.stop();
    blobs.close();
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        "id",
        "AWS_SECRET_ACCESS_KEY",
        "secret",
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + server.getPort());
  }

  private S3Store store(String address, String below) {
    return new S3Access(address, environment()).store(below);
  }

  @Test
  void objects_are_written_read_listed_and_removed_below_the_prefix() {
    S3Store store = store("s3://backups/clusters/ours", "run-1");
    store("s3://backups/clusters/ours", "run-10").put("other", new byte[1]);
    store.put("pki/ca.key", "secret".getBytes(UTF_8));
    store.put("empty", new byte[0]);
    assertThat(store.place()).isEqualTo("s3://backups/clusters/ours/run-1/");
    assertThat(store.names()).containsExactly("empty", "pki/ca.key");
    assertThat(store.get("pki/ca.key").map(read -> new String(read, UTF_8))).contains("secret");
    assertThat(store.get("none")).isEmpty();
    store.delete("empty");
    store.delete("empty");
    assertThat(store.names()).containsExactly("pki/ca.key");
  }

  @Test
  void more_objects_than_a_page_are_all_listed() {
    BlobStore server = blobs.getBlobStore();
    IntStream.range(0, 1005)
        .mapToObj(i -> server.blobBuilder("many/n" + i).payload(new byte[0]).build())
        .forEach(blob -> server.putBlob("backups", blob));
    assertThat(store("s3://backups", "many").names()).hasSize(1005);
  }

  @Test
  void a_set_is_kept_there_and_read_by_its_key_alone() {
    S3Store store = store("s3://backups", "run");
    BackupSet set = new BackupSet(store, KEY, "test");
    SetEntry entry = taken(set, "BEGIN PRIVATE KEY");
    assertThat(store.get(entry.storedAs()).map(stored -> new String(stored, UTF_8)))
        .hasValueSatisfying(stored -> assertThat(stored).doesNotContain("PRIVATE"));
    BackupSet again = new BackupSet(store("s3://backups", "run"), KEY, "test");
    assertThat(again.manifest().orElseThrow().entries()).containsExactly(entry);
    assertThat(new String(again.content(entry), UTF_8)).isEqualTo("BEGIN PRIVATE KEY");
    assertThatThrownBy(() -> new BackupSet(store, null, "test").manifest())
        .isInstanceOf(BackupUnusable.class);
  }

  private static SetEntry taken(BackupSet set, String content) {
    SetEntry entry = store(set, content);
    set.commit(BackupPart.PKI, List.of(entry));
    return entry;
  }

  private static SetEntry store(BackupSet set, String content) {
    return set.store(
        "pki/ca.key", BackupPart.PKI, "cp-1", "ours", Instant.EPOCH, content.getBytes(UTF_8));
  }

  @Test
  void an_upload_that_is_broken_off_never_looks_complete_and_leaves_the_set_before_it() {
    int changes = 0;
    boolean whole = false;
    while (!whole) {
      S3Store store = store("s3://backups", "broken-off-" + changes);
      SetEntry first = taken(new BackupSet(store, KEY, "test"), "first");
      try {
        taken(
            new BackupSet(new BreakingOff(store, new AtomicInteger(changes)), KEY, "test"),
            "second");
        whole = true;
      } catch (BrokenOff killed) {
        changes++;
      }
      BackupSet seen = new BackupSet(store, KEY, "test");
      SetEntry entry = seen.manifest().orElseThrow().entries().get(0);
      assertThat(new String(seen.content(entry), UTF_8))
          .as("after %d changes of the store", changes)
          .isEqualTo(entry.equals(first) ? "first" : "second");
      assertThat(entry.equals(first) && whole).isFalse();
      taken(seen, "third");
      assertThat(seen.everything()).as("the next one tidies up").hasSize(2);
    }
    assertThat(changes).as("the file, the manifest, and what they supersede").isEqualTo(3);
  }

  private static final class BrokenOff extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  /** Whoever uses it is killed before the change that comes after so many. */
  private record BreakingOff(BackupStore store, AtomicInteger left) implements BackupStore {

    private void changing() {
      if (left.getAndDecrement() == 0) {
        throw new BrokenOff();
      }
    }

    @Override
    public String place() {
      return store.place();
    }

    @Override
    public void put(String name, byte[] content) {
      changing();
      store.put(name, content);
    }

    @Override
    public Optional<byte[]> get(String name) {
      return store.get(name);
    }

    @Override
    public List<String> names() {
      return store.names();
    }

    @Override
    public void delete(String name) {
      changing();
      store.delete(name);
    }
  }

  /** The planted violation: a store that takes everything and keeps something else. */
  @Test
  void an_upload_that_cannot_be_read_back_is_none() {
    S3Store store = store("s3://backups", "run");
    BackupStore losing =
        Overridden.with(
            BackupStore.class,
            store,
            new Object() {
              public void put(String name, byte[] content) {
                store.put(name, new byte[content.length]);
              }
            });
    BackupSet set = new BackupSet(losing, KEY, "test");
    assertThatThrownBy(() -> store(set, "first"))
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("reading pki/ca.key of the backup set");
    assertThat(set.manifest()).isEmpty();
  }

  @Test
  void a_bucket_that_is_not_there_and_credentials_that_are_not_known_are_told() {
    assertThatThrownBy(() -> store("s3://none-such", "run").put("a", new byte[1]))
        .isInstanceOf(BackupStoreFailed.class)
        .hasMessageContaining("writing s3://none-such/run/a")
        .hasMessageContaining("bucket does not exist");
    assertThatThrownBy(() -> store("s3://none-such", "run").get("a"))
        .isInstanceOf(BackupStoreFailed.class);
    Map<String, String> wrong = new HashMap<>(environment());
    wrong.put("AWS_SECRET_ACCESS_KEY", "guessed");
    assertThatThrownBy(() -> new S3Access("s3://backups", wrong).store("run").names())
        .isInstanceOf(BackupStoreFailed.class)
        .hasMessageContaining("check bucket, credentials")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void everything_that_is_wrong_with_an_access_is_told_at_once_and_no_secret() {
    assertThat(new S3Access("s3://backups/a/b", environment()).problems()).isEmpty();
    S3Access wrong =
        new S3Access(
            "s3://Backups/..//x y",
            Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_ENDPOINT_URL", "127.0.0.1:9000"));
    assertThat(wrong.problems()).hasSize(3);
    assertThat(wrong.problems().get(1)).isEqualTo("the environment lacks AWS_SECRET_ACCESS_KEY");
    assertThat(new S3Access("s3://backups", environment()).toString()).isEqualTo("s3://backups");
  }
}
