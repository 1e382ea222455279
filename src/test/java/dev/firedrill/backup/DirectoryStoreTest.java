package dev.firedrill.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.ports.BackupStoreFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the earlier set is removed for is on the disk before. */
class DirectoryStoreTest {

  @TempDir private Path folder;
  private final List<String> forced = new ArrayList<>();

  /** With all that was there at that moment. */
  private void record(Path path) throws IOException {
    Path place = folder.resolve("set");
    forced.add(
        (path.equals(place) ? "folder" : folder.relativize(path))
            + " of "
            + new DirectoryStore(place).names());
  }

  private final DirectoryStore store() {
    return new DirectoryStore(folder.resolve("set"), this::record);
  }

  @Test
  void a_file_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_is_told() {
    store().put("a", "content".getBytes(UTF_8));
    assertThat(forced).containsExactly(" of []", "set/a.partial of [a.partial]", "folder of [a]");
    forced.clear();
    store().put("pki/b", "content".getBytes(UTF_8));
    assertThat(forced)
        .containsExactly(
            "folder of [a]", "set/pki/b.partial of [a, pki/b.partial]", "set/pki of [a, pki/b]");
    forced.clear();
    store().delete("a");
    assertThat(forced).containsExactly("folder of [pki/b]");
  }

  @Test
  void the_earlier_set_is_removed_after_the_new_one_and_its_manifest_are_on_the_disk() {
    BackupSet set = new BackupSet(store(), null, "test");
    String first = taken(set, "first");
    forced.clear();
    String second = taken(set, "second");
    assertThat(forced)
        .containsExactly(
            "set/%s.partial of [%s, %s]"
                .formatted(second, SetManifest.NAME, sorted(first, second + ".partial")),
            "folder of [%s, %s]".formatted(SetManifest.NAME, sorted(first, second)),
            "set/backup-set.json.partial of [%s, %s.partial, %s]"
                .formatted(SetManifest.NAME, SetManifest.NAME, sorted(first, second)),
            "folder of [%s, %s]".formatted(SetManifest.NAME, sorted(first, second)),
            "folder of [%s, %s]".formatted(SetManifest.NAME, second));
  }

  private static String sorted(String... names) {
    return String.join(", ", List.of(names).stream().sorted().toList());
  }

  private static String taken(BackupSet set, String content) {
    SetEntry entry =
        set.store("ca.key", BackupPart.PKI, "cp-1", "ours", Instant.EPOCH, content.getBytes(UTF_8));
    set.commit(BackupPart.PKI, List.of(entry));
    return entry.storedAs();
  }

  @Test
  void a_disk_that_does_not_take_it_is_told_and_nothing_is_replaced() {
    store().put("a", "earlier".getBytes(UTF_8));
    DirectoryStore full =
        new DirectoryStore(
            folder.resolve("set"),
            path -> {
              throw new IOException("No space left on device");
            });
    assertThatThrownBy(() -> full.put("a", "later".getBytes(UTF_8)))
        .isInstanceOf(BackupStoreFailed.class)
        .hasMessageContaining("No space left on device");
    assertThat(store().get("a").map(content -> new String(content, UTF_8))).contains("earlier");
  }

  @Test
  void the_disk_of_this_machine_takes_files_and_folders() {
    DirectoryStore real = new DirectoryStore(folder.resolve("a/b"));
    real.put("c/d", "content".getBytes(UTF_8));
    assertThat(folder.resolve("a/b/c/d")).isRegularFile();
    real.delete("c/d");
    assertThat(Files.exists(folder.resolve("a/b/c/d"))).isFalse();
  }
}
