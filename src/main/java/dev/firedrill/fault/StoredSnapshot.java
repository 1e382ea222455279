package dev.firedrill.fault;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.model.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The newest snapshot as it lies off the cluster, and what was noted of it. */
final class StoredSnapshot implements StoredBackup {

  private static final String ANOTHER = "another cluster";
  private static final int SEAL = 32;

  private final BackupSet backups;
  private final Damage how;

  StoredSnapshot(BackupSet backups, Damage how) {
    this.backups = backups;
    this.how = how;
  }

  private Optional<SetEntry> entry() {
    return backups.manifest().flatMap(set -> set.of(BackupPart.ETCD).stream().findFirst());
  }

  @Override
  public boolean exists() {
    return entry().flatMap(backups::stored).isPresent();
  }

  /** It is another than was noted, or the note is of another cluster. */
  @Override
  public boolean isDamaged() {
    SetEntry noted = entry().orElseThrow();
    byte[] stored = backups.stored(noted).orElseThrow();
    return noted.cluster().equals(ANOTHER) || !Sha256.hex(stored).equals(noted.storedSha256());
  }

  @Override
  public void damage() {
    SetManifest set = backups.manifest().orElseThrow();
    SetEntry entry = entry().orElseThrow();
    byte[] stored = backups.stored(entry).orElseThrow();
    switch (how) {
      case TRUNCATED -> backups.tamperStored(entry, Arrays.copyOf(stored, stored.length / 2));
      case EMPTY -> backups.tamperStored(entry, new byte[0]);
      case NO_HASH -> backups.tamper(entry, unsealed(backups.content(entry)));
      case FOREIGN -> exchange(set, entry);
      case NO_SERVICE_ACCOUNT_KEYS, NO_ENCRYPTION_CONFIGURATION ->
          throw new IllegalStateException("no damage to a snapshot: " + how);
    }
  }

  private static byte[] unsealed(byte[] content) {
    return Arrays.copyOf(content, content.length - SEAL);
  }

  /** Taken of another cluster, and sound by every digest. */
  private void exchange(SetManifest set, SetEntry entry) {
    byte[] other = backups.content(entry).clone();
    int sealed = other.length - SEAL;
    other[sealed - 1] ^= 1;
    byte[] seal = Sha256.of(Arrays.copyOf(other, sealed));
    System.arraycopy(seal, 0, other, sealed, SEAL);
    SetEntry foreign =
        backups.store(entry.name(), entry.part(), entry.node(), ANOTHER, entry.takenAt(), other);
    backups.commit(BackupPart.ETCD, List.of(foreign), set.snapshot());
  }
}
