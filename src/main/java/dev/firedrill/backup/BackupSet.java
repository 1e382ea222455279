package dev.firedrill.backup;

import dev.firedrill.model.Sha256;
import dev.firedrill.ports.BackupStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest backup of a cluster, off the cluster. Files are stored under names that no other
 * content has; the manifest, written last, says which of them make the set. Whoever is killed
 * before that leaves the earlier set as it was. With a key every file is encrypted and the manifest
 * authenticated; without one they are as safe as the place where they lie.
 */
public final class BackupSet {

  private static final int SUFFIX_DIGITS = 12;
  private static final String PARTIAL = ".partial";
  private static final Pattern STORED =
      Pattern.compile(".*\\.([0-9a-f]{" + SUFFIX_DIGITS + "})(\\.partial)?");
  private static final Pattern SUFFIX =
      Pattern.compile("\\.[0-9a-f]{" + SUFFIX_DIGITS + "}(\\.partial)?");

  private final BackupStore store;
  private final @Nullable BackupKey key;
  private final String tool;

  /**
   * A set in that place.
   *
   * @param key what it is encrypted with; null where it is not
   * @param tool what writes it, with its version
   */
  public BackupSet(BackupStore store, @Nullable BackupKey key, String tool) {
    this.store = store;
    this.key = key;
    this.tool = tool;
  }

  /** A set in a folder of this machine that is not encrypted. */
  public static BackupSet unencrypted(Path folder) {
    return new BackupSet(new DirectoryStore(folder), null, "firedrill");
  }

  /** Where it is, for messages. */
  public String place() {
    return store.place();
  }

  /** The key that new files are encrypted with; empty where there is none. */
  public String keyId() {
    return key == null ? "" : key.id();
  }

  /** How new files are protected, in words that go behind what was done. */
  public String protection() {
    return key == null
        ? "not encrypted, no key was given: whoever reads " + place() + " has the cluster's secrets"
        : "encrypted with key " + key.id();
  }

  /**
   * What the set consists of; nothing where there is none.
   *
   * @throws BackupUnusable where the manifest cannot be read, is of another key or of none where
   *     one was given, or was altered
   */
  public Optional<SetManifest> manifest() {
    return store
        .get(SetManifest.NAME)
        .map(json -> authentic(SetManifest.parse(store.place(), json)));
  }

  private SetManifest authentic(SetManifest manifest) {
    if (manifest.keyId().isEmpty()) {
      return open(manifest);
    }
    if (key == null || !key.id().equals(manifest.keyId())) {
      throw new BackupUnusable(
          "reading the backup set in " + place(),
          "the key " + manifest.keyId() + " that it is encrypted with",
          key == null ? "no key" : "another key, " + key.id(),
          "give the key file of that key, or another place for a new set; nothing was changed");
    }
    if (!manifest.isSealedBy(key)) {
      throw new BackupUnusable(
          "reading the backup set in " + place(),
          "the manifest as key " + key.id() + " sealed it",
          "one that was altered since",
          "find another copy of the backup; nothing was changed");
    }
    return manifest;
  }

  /** Whoever may write there can put such a one in the place of a sealed one. */
  private SetManifest open(SetManifest manifest) {
    if (key != null) {
      throw new BackupUnusable(
          "reading the backup set in " + place(),
          "a manifest that key " + key.id() + " sealed",
          "one that no key sealed, which anybody who may write there can have put there",
          "find another copy of the set; for one that was taken before there was a key, give no"
              + " key, or back up to a place of its own with it. Nothing was changed");
    }
    return manifest;
  }

  /**
   * Stores a file and reads it back; it is none of the set until the part is committed.
   *
   * @throws BackupUnusable where it cannot be read back as it was written
   */
  public SetEntry store(
      String name, BackupPart part, String node, String cluster, Instant takenAt, byte[] content) {
    byte[] stored = key == null ? content : key.encrypt(name, content);
    String digest = Sha256.hex(stored);
    SetEntry entry =
        new SetEntry(
            name,
            part,
            node,
            cluster,
            takenAt,
            content.length,
            Sha256.hex(content),
            name + "." + digest.substring(0, SUFFIX_DIGITS),
            stored.length,
            digest,
            keyId());
    store.put(entry.storedAs(), stored);
    if (!Arrays.equals(content, content(entry))) {
      throw new BackupUnusable(
          "reading " + name + " back from " + place(),
          "what was written, sha256 " + entry.sha256(),
          "something else",
          "check the place that holds it; the earlier set was not changed");
    }
    return entry;
  }

  /** Makes those files the set's in the place of the part's, and removes what they supersede. */
  public void commit(BackupPart part, List<SetEntry> files) {
    commit(part, files, SnapshotFacts.NONE);
  }

  /** The same, with what is known of the snapshot of etcd among them. */
  public void commit(BackupPart part, List<SetEntry> files, SnapshotFacts facts) {
    SetManifest before = manifest().orElseGet(() -> SetManifest.empty(tool));
    write(before.with(part, files, facts));
    removeSuperseded(before);
  }

  /** Removes a file and what the set knows of it, as whoever never took it. */
  public void forget(SetEntry entry) {
    SetManifest before = manifest().orElseGet(() -> SetManifest.empty(tool));
    write(before.without(entry));
    removeSuperseded(before);
  }

  /** Puts other content in a file's place and tells the set nothing, as a disk or a script does. */
  public void tamper(SetEntry entry, byte[] content) {
    boolean encrypt = key != null && entry.encrypted();
    tamperStored(entry, encrypt ? key.encrypt(entry.name(), content) : content);
  }

  /** The same with the object as it is stored. */
  public void tamperStored(SetEntry entry, byte[] stored) {
    store.put(entry.storedAs(), stored);
  }

  /** Writes the manifest, last of all, and reads it back. */
  private void write(SetManifest manifest) {
    SetManifest written = key == null ? manifest.unsealed(tool) : manifest.sealed(tool, key);
    store.put(SetManifest.NAME, written.json());
    if (!manifest().equals(Optional.of(written))) {
      throw new BackupUnusable(
          "reading the manifest back from " + place(),
          "what was written",
          "something else",
          "check the place that holds it");
    }
  }

  /** The file as it is stored; nothing where there is no such object. */
  public Optional<byte[]> stored(SetEntry entry) {
    return store.get(entry.storedAs());
  }

  /**
   * The file itself.
   *
   * @throws BackupUnusable where it is missing, was altered, or is of another key
   */
  public byte[] content(SetEntry entry) {
    return content(entry, stored(entry).orElseThrow(() -> unusable(entry, "none")));
  }

  /**
   * The file itself, of an object that was read already.
   *
   * @throws BackupUnusable where it was altered, or is of another key
   */
  public byte[] content(SetEntry entry, byte[] stored) {
    if (!Sha256.hex(stored).equals(entry.storedSha256())) {
      throw unusable(entry, "%d bytes, sha256 %s".formatted(stored.length, Sha256.hex(stored)));
    }
    byte[] content = decrypted(entry, stored);
    if (!Sha256.hex(content).equals(entry.sha256())) {
      throw unusable(entry, "one that holds something else");
    }
    return content;
  }

  /** What an object of that entry holds, whatever was noted of it. */
  public byte[] decrypted(SetEntry entry, byte[] stored) {
    if (!entry.encrypted()) {
      return stored;
    }
    if (key == null) {
      throw new BackupUnusable(
          "decrypting " + entry.name() + " of the backup",
          "the key " + entry.keyId() + " that it was encrypted with",
          "no key",
          "give the key file; nothing was changed");
    }
    return key.decrypt(entry.name(), stored);
  }

  private BackupUnusable unusable(SetEntry entry, String seen) {
    return new BackupUnusable(
        "reading " + entry.name() + " of the backup set in " + place(),
        "the file that was stored, %d bytes, sha256 %s"
            .formatted(entry.storedBytes(), entry.storedSha256()),
        seen,
        "find another copy of the backup; nothing was changed");
  }

  /** Every object of the place as it is stored, by its name and in the order of the names. */
  public SortedMap<String, byte[]> everything() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    store.names().forEach(name -> store.get(name).ifPresent(stored -> all.put(name, stored)));
    return all;
  }

  /** Objects of the place that are not of the set, in the order of their names. */
  public List<String> extras(SetManifest manifest) {
    Set<String> known =
        manifest.entries().stream().map(SetEntry::storedAs).collect(Collectors.toSet());
    return store.names().stream()
        .filter(name -> !name.equals(SetManifest.NAME) && !known.contains(name))
        .toList();
  }

  /**
   * True for what a backup that was broken off has left: a file that was stored whole, as its name
   * proves, or one that was being written. Nobody else's; it harms no set.
   */
  public boolean isLeftOver(String object) {
    Matcher suffix = STORED.matcher(object);
    if (!suffix.matches()) {
      return object.equals(SetManifest.NAME + PARTIAL);
    }
    return object.endsWith(PARTIAL)
        || store
            .get(object)
            .filter(stored -> Sha256.hex(stored).startsWith(suffix.group(1)))
            .isPresent();
  }

  /** Only what has the name of a file of the set: the place may hold others' things. */
  private void removeSuperseded(SetManifest before) {
    SetManifest now = manifest().orElse(before);
    Set<String> names = new TreeSet<>(Set.of(SetManifest.NAME));
    Stream.of(before, now)
        .flatMap(manifest -> manifest.entries().stream())
        .forEach(entry -> names.add(entry.name()));
    extras(now).stream()
        .filter(extra -> names.stream().anyMatch(name -> isOneOf(name, extra)))
        .forEach(store::delete);
  }

  private static boolean isOneOf(String name, String stored) {
    return stored.startsWith(name)
        && (SUFFIX.matcher(stored.substring(name.length())).matches()
            || stored.equals(name + PARTIAL));
  }
}
