package dev.firedrill.model;

/** Which acknowledged writes a recovery may lose. */
public enum DataLoss {
  /** None. */
  NONE,
  /** Those made after the last verified backup, where the recovery restores it. */
  SINCE_LAST_BACKUP
}
