package dev.firedrill.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a backup set consists of: the one file of it that is never encrypted, and the last that is
 * written, so that a set of which a part is missing never looks complete.
 *
 * @param format the version of its form, 1
 * @param tool what wrote it, with its version
 * @param keyId the key that it is authenticated by; empty where none was given
 * @param snapshot what was said of the snapshot of etcd
 * @param entries its files, by name
 * @param seal the authentication code of all other fields; empty without a key
 */
public record SetManifest(
    int format,
    String tool,
    String keyId,
    SnapshotFacts snapshot,
    List<SetEntry> entries,
    String seal) {

  /** The name of the object that holds it. */
  public static final String NAME = "backup-set.json";

  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Puts the entries in the order of their names. */
  public SetManifest {
    entries = entries.stream().sorted(Comparator.comparing(SetEntry::name)).toList();
  }

  static SetManifest empty(String tool) {
    return new SetManifest(FORMAT, tool, "", SnapshotFacts.NONE, List.of(), "");
  }

  /** The file of that name. */
  public Optional<SetEntry> entry(String name) {
    return entries.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The files of a part. */
  public List<SetEntry> of(BackupPart part) {
    return entries.stream().filter(each -> each.part() == part).toList();
  }

  /** The same with those files in the place of the part's. */
  SetManifest with(BackupPart part, List<SetEntry> files, SnapshotFacts facts) {
    List<SetEntry> all = new ArrayList<>(files);
    entries.stream().filter(each -> each.part() != part).forEach(all::add);
    return new SetManifest(
        format, tool, keyId, part == BackupPart.ETCD ? facts : snapshot, all, seal);
  }

  SetManifest without(SetEntry entry) {
    List<SetEntry> left = entries.stream().filter(each -> !each.equals(entry)).toList();
    return new SetManifest(format, tool, keyId, snapshot, left, seal);
  }

  SetManifest sealed(String by, BackupKey key) {
    SetManifest open = new SetManifest(FORMAT, by, key.id(), snapshot, entries, "");
    return new SetManifest(FORMAT, by, key.id(), snapshot, entries, key.authenticate(open.json()));
  }

  SetManifest unsealed(String by) {
    return new SetManifest(FORMAT, by, "", snapshot, entries, "");
  }

  boolean isSealedBy(BackupKey key) {
    return equals(sealed(tool, key));
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest of a backup set as JSON", e);
    }
  }

  /**
   * Reads it.
   *
   * @throws BackupUnusable where it is none
   */
  static SetManifest parse(String place, byte[] json) {
    try {
      SetManifest manifest = JSON.readValue(json, SetManifest.class);
      if (manifest.format() == FORMAT) {
        return manifest;
      }
      throw unusable(place, "format " + manifest.format());
    } catch (JsonProcessingException torn) {
      throw unusable(place, torn.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static BackupUnusable unusable(String place, String seen) {
    return new BackupUnusable(
        "reading what was noted of the backup set in " + place,
        "a manifest " + NAME + " of format " + FORMAT,
        seen,
        "without it nobody can tell the snapshot from another; use an earlier set, or move this"
            + " one away before another is taken");
  }
}
