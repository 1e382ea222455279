package dev.firedrill.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupSetTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final BackupKey KEY = BackupKey.ofSeed(new Seed(1));
  private static final String SECRET = "-----BEGIN PRIVATE KEY-----";

  @TempDir private Path folder;

  private BackupSet with(@Nullable BackupKey key) {
    return new BackupSet(new DirectoryStore(folder), key, "test 1");
  }

  private static SetEntry store(BackupSet set, String name, String content) {
    return set.store(name, BackupPart.PKI, "cp-1", "ours", AT, content.getBytes(UTF_8));
  }

  private static SetEntry taken(BackupSet set, String content) {
    SetEntry entry = store(set, "pki/ca.key", content);
    set.commit(BackupPart.PKI, List.of(entry));
    return entry;
  }

  @Test
  void with_a_key_no_object_holds_a_secret_and_all_are_the_owners() throws IOException {
    BackupSet set = with(KEY);
    SetEntry entry = taken(set, SECRET);
    assertThat(set.everything().values())
        .hasSize(2)
        .noneSatisfy(stored -> assertThat(new String(stored, UTF_8)).contains("PRIVATE"));
    assertThat(new String(set.content(entry), UTF_8)).isEqualTo(SECRET);
    assertThat(set.protection()).isEqualTo("encrypted with key " + KEY.id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(entry))))
        .isEqualTo("rw-------");
  }

  private Path file(SetEntry entry) {
    return folder.resolve(entry.storedAs());
  }

  @Test
  void without_a_key_that_is_said() {
    taken(with(null), SECRET);
    assertThat(with(null).protection()).contains("not encrypted, no key was given");
  }

  @Test
  void a_set_is_read_by_its_own_key_alone() {
    taken(with(KEY), SECRET);
    BackupKey other = BackupKey.ofSeed(new Seed(2));
    assertThatThrownBy(() -> with(other).manifest())
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("the key " + KEY.id())
        .hasMessageContaining("another key, " + other.id());
    assertThatThrownBy(() -> with(null).manifest()).hasMessageContaining("saw no key.");
    assertThatThrownBy(() -> taken(with(null), SECRET)).hasMessageContaining("saw no key.");
  }

  @Test
  void a_manifest_that_was_altered_is_noticed() throws IOException {
    taken(with(KEY), SECRET);
    Path manifest = folder.resolve(SetManifest.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("\"cp-1\"", "\"cp-2\""));
    assertThatThrownBy(() -> with(KEY).manifest())
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("altered since");
  }

  @Test
  void with_a_key_a_manifest_that_none_sealed_is_refused() throws IOException {
    SetEntry taken = taken(with(KEY), SECRET);
    Path manifest = folder.resolve(SetManifest.NAME);
    SetManifest sealed = with(KEY).manifest().orElseThrow();
    Files.write(manifest, sealed.unsealed("test 1").json());
    assertThatThrownBy(() -> with(KEY).manifest())
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("expected a manifest that key " + KEY.id() + " sealed")
        .hasMessageContaining("saw one that no key sealed");
    assertThatThrownBy(() -> taken(with(KEY), "another")).hasMessageContaining("no key sealed");
    Files.write(
        manifest, new SetManifest(1, "", KEY.id(), SnapshotFacts.NONE, List.of(taken), "").json());
    assertThatThrownBy(() -> with(KEY).manifest()).hasMessageContaining("altered since");
  }

  @Test
  void missing_cut_and_altered_files_are_refused() throws IOException {
    BackupSet set = with(KEY);
    SetEntry entry = taken(set, SECRET);
    set.tamperStored(entry, new byte[3]);
    assertThatThrownBy(() -> set.content(entry)).hasMessageContaining("saw 3 bytes");
    set.tamper(entry, "another".getBytes(UTF_8));
    assertThatThrownBy(() -> set.content(entry)).hasMessageContaining("sha256");
    Files.delete(file(entry));
    assertThatThrownBy(() -> set.content(entry)).hasMessageContaining("saw none");
  }

  @Test
  void who_is_killed_before_the_manifest_leaves_the_earlier_set_whole() {
    BackupSet set = with(KEY);
    SetEntry first = taken(set, "first");
    SetEntry never = store(set, "pki/ca.key", "second");
    assertThat(set.manifest().orElseThrow().entries()).containsExactly(first);
    assertThat(new String(set.content(first), UTF_8)).isEqualTo("first");
    assertThat(set.extras(set.manifest().orElseThrow())).containsExactly(never.storedAs());
  }

  @Test
  void what_is_superseded_is_removed_and_nothing_else() throws IOException {
    BackupSet set = with(KEY);
    taken(set, "first");
    store(set, "pki/ca.key", "never committed");
    Files.writeString(folder.resolve("notes.txt"), "an operator's");
    Files.writeString(folder.resolve("backup-set.json.partial"), "a crash's");
    taken(set, "second");
    assertThat(set.extras(set.manifest().orElseThrow())).containsExactly("notes.txt");
  }
}
