package dev.firedrill.fault;

/** What was backed up, as it lies off the cluster. */
interface StoredBackup {

  /** There is something that can be damaged, or was. */
  boolean exists();

  /** It is not what was taken. */
  boolean isDamaged();

  /** Damages it. */
  void damage();

  /** What there is to be damaged in that way. */
  static StoredBackup of(FaultContext context, Damage how) {
    return how.lacks() ? new LackingSet(context, how) : new StoredSnapshot(context.backups(), how);
  }
}
