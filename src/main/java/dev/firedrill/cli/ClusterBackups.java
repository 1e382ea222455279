package dev.firedrill.cli;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.SetManifest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backup sets of one real cluster: each in a folder of its own below the cluster's, named by
 * when it was begun, to the millisecond: two that are begun in the same second are two. None is
 * ever removed: how long they are kept is their owner's to say.
 */
final class ClusterBackups {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Those of {@code backup}; beside them lie those of upgrades, which are no complete ones. */
  private static final Pattern SET =
      Pattern.compile("(\\d{8}T\\d{6}(?:\\.\\d{3})?Z)/" + Pattern.quote(SetManifest.NAME));

  private final BackupPlace place;
  private final String cluster;

  ClusterBackups(BackupPlace place, String cluster) {
    this.place = place;
    this.cluster = cluster;
  }

  /** A set that is begun now. */
  BackupSet begun(Instant now) {
    return place.in(cluster + "/" + TIME.format(now));
  }

  /** The newest that was committed to; nothing where there is none. */
  Optional<BackupSet> newest() {
    return place.names(cluster).stream()
        .map(SET::matcher)
        .filter(Matcher::matches)
        .map(set -> set.group(1))
        .max(Comparator.naturalOrder())
        .map(folder -> place.in(cluster + "/" + folder));
  }

  /** The newest; an empty one where there is none, to be looked for where it would be. */
  BackupSet newestOrEmpty() {
    return newest().orElseGet(() -> place.in(cluster));
  }

  /**
   * The newest.
   *
   * @throws Refused where there is none
   */
  BackupSet requireNewest() {
    return newest()
        .orElseThrow(
            () ->
                new Refused(
                    List.of(
                        "no backup of cluster %s in %s; \"firedrill backup\" takes one"
                            .formatted(cluster, place.in(cluster).place())),
                    ExitCode.INCONCLUSIVE));
  }
}
