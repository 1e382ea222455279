package dev.firedrill.scenario;

import dev.firedrill.model.DataLoss;
import dev.firedrill.model.Demands;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads what a scenario demands of its run, and what its author expects of it. */
final class ExpectReader {

  private static final Duration WORKLOAD_GAP = Duration.ofSeconds(2);
  private static final Duration API_GAP = Duration.ofSeconds(10);

  private final Fields fields;
  private final ReleaseNames releases;

  ExpectReader(Fields fields, ReleaseNames releases) {
    this.fields = fields;
    this.releases = releases;
  }

  /** What the verdict on a plain change reads; nothing where a part of it is wrong. */
  Optional<Expectations> expectations() {
    Optional<Version> version = fields.need("version").flatMap(item -> item.as(releases::named));
    return expectations(version, (workload, api) -> Demands.OF_A_CHANGE);
  }

  /**
   * What the verdict on a recovery reads; nothing where a part of it is wrong. Workload and API are
   * judged while the cluster is broken only where the scenario says what it demands of them.
   *
   * @param start the version that the cluster has at the start, and keeps unless the file says more
   */
  Optional<Expectations> expectations(Optional<Version> start, Optional<DisasterRow> row) {
    DataLoss loss =
        fields.find("data-loss").flatMap(item -> item.as(this::loss)).orElse(DataLoss.NONE);
    Optional<Version> version =
        fields.find("version").flatMap(item -> item.as(releases::named)).or(() -> start);
    return expectations(
        version,
        (workload, api) -> new Demands(row.map(DisasterRow::key).orElse(""), loss, workload, api));
  }

  private Optional<Expectations> expectations(
      Optional<Version> version, BiFunction<Boolean, Boolean, Demands> demands) {
    boolean backup = fields.find("backup").flatMap(item -> item.as(this::backup)).orElse(false);
    Optional<Fields> workload = part("workload");
    Optional<Fields> api = part("api");
    int failed =
        workload
            .flatMap(part -> part.find("failed-requests"))
            .flatMap(item -> item.as(Counts::parse))
            .orElse(0);
    Duration workloadGap = gap(workload).orElse(WORKLOAD_GAP);
    Duration apiGap = gap(api).orElse(API_GAP);
    workload.ifPresent(Fields::rejectOthers);
    api.ifPresent(Fields::rejectOthers);
    return version.map(
        found ->
            new Expectations(
                found,
                backup,
                failed,
                workloadGap,
                apiGap,
                demands.apply(workload.isPresent(), api.isPresent())));
  }

  /** What the author expects; take it after the expectations, it closes the list of keys. */
  ExpectedVerdict verdict() {
    Optional<Item> verdict = fields.need("verdict");
    boolean pass = verdict.flatMap(item -> item.as(this::pass)).orElse(true);
    String reason = fields.find("reason").flatMap(Item::text).orElse("");
    if (!pass && reason.isEmpty()) {
      verdict.ifPresent(item -> item.wrong("a scenario that is to fail says its \"reason\""));
    }
    fields.rejectOthers();
    return new ExpectedVerdict(pass, reason);
  }

  private Optional<Fields> part(String name) {
    return fields.find(name).flatMap(Item::fields);
  }

  private static Optional<Duration> gap(Optional<Fields> part) {
    return part.flatMap(some -> some.find("longest-gap")).flatMap(item -> item.as(Lengths::parse));
  }

  private boolean backup(String text) {
    return oneOf(text, "before-change", "none");
  }

  private DataLoss loss(String text) {
    return oneOf(text, "since-last-backup", "none") ? DataLoss.SINCE_LAST_BACKUP : DataLoss.NONE;
  }

  private boolean pass(String text) {
    return oneOf(text, "pass", "fail");
  }

  private static boolean oneOf(String text, String yes, String no) {
    if (!text.equals(yes) && !text.equals(no)) {
      throw new IllegalArgumentException(
          "\"%s\" is neither \"%s\" nor \"%s\"".formatted(text, yes, no));
    }
    return text.equals(yes);
  }
}
