package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdDatabase;
import java.util.Locale;

/**
 * What a member's database has taken of its quota.
 *
 * @param database the database
 * @param quota how large its file may be, in bytes
 */
record EtcdRoom(EtcdDatabase database, long quota) {

  private static final double MEBIBYTE = 1024.0 * 1024;

  /** How large a file may be and have room left for a while: four fifths of the quota. */
  long most() {
    return quota / 5 * 4;
  }

  boolean left() {
    return database.bytes() <= most();
  }

  /** True where nothing but a defragmentation is needed. */
  boolean leftOnceDefragmented() {
    return database.inUse() <= most();
  }

  /** In MiB. */
  static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
  }

  @Override
  public String toString() {
    return "%s, %s of it in use, quota %s"
        .formatted(size(database.bytes()), size(database.inUse()), size(quota));
  }
}
