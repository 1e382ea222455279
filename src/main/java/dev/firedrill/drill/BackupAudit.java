package dev.firedrill.drill;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.history.Observation.BackupRead;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Sha256;
import dev.firedrill.operations.SnapshotDigest;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.TimeSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads every backup of a drill where it was copied to. That an operation says it took one is no
 * evidence that there is one.
 */
final class BackupAudit {

  /** Recorded also where there is no file, so that none is not taken for nobody looked. */
  private static final String CHECK = "backups read";

  private final BackupSet backups;
  private final Recorder recorder;
  private final TimeSource time;

  BackupAudit(BackupSet backups, Recorder recorder, TimeSource time) {
    this.backups = backups;
    this.recorder = recorder;
    this.time = time;
  }

  /**
   * Records each file that is there, in the order of their names. A place that gives no answer
   * leaves open what is there: none of it is recorded.
   */
  void run() {
    try {
      read(entries(), backups.everything());
    } catch (BackupStoreFailed unanswered) {
      recorder.record(
          new CheckMade(
              time.now(),
              CHECK,
              "backups",
              false,
              "every file read",
              String.valueOf(unanswered.getMessage())));
    }
  }

  private void read(Map<String, SetEntry> entries, Map<String, byte[]> files) {
    files.forEach(
        (name, stored) ->
            recorder.record(
                new BackupRead(
                    time.now(),
                    name,
                    Sha256.hex(stored),
                    stored.length,
                    isSealed(Optional.ofNullable(entries.get(name)), stored))));
    recorder.record(
        new CheckMade(
            time.now(), CHECK, "backups", true, "every file read", files.size() + " files read"));
  }

  /** By what they are stored as; none where the manifest says nothing that can be read. */
  private Map<String, SetEntry> entries() {
    Map<String, SetEntry> entries = new TreeMap<>();
    try {
      backups
          .manifest()
          .ifPresent(set -> set.entries().forEach(each -> entries.put(each.storedAs(), each)));
    } catch (BackupUnusable unusable) {
      // Then no file can be told from any other: what they hold is judged as it lies there.
      entries.clear();
    }
    return entries;
  }

  private boolean isSealed(Optional<SetEntry> entry, byte[] stored) {
    try {
      return SnapshotDigest.holds(
          entry.map(each -> backups.decrypted(each, stored)).orElse(stored));
    } catch (BackupUnusable unusable) {
      return false;
    }
  }
}
