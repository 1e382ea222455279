package dev.firedrill.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names that tell apart what the same operation made at different times. */
final class Labels {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private Labels() {}

  /** For a folder to which something is put aside. */
  static String aside(Instant now) {
    return "aside-" + SECONDS.format(now);
  }

  /** For a cluster of etcd that is made of a snapshot. */
  static String restored(Instant now) {
    return "restored-" + SECONDS.format(now);
  }
}
