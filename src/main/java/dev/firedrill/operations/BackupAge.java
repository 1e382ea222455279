package dev.firedrill.operations;

import dev.firedrill.model.Length;
import java.time.Duration;
import java.time.Instant;

/**
 * How long ago a backup was taken. A date that is yet to come says nothing of that: a clock was
 * wrong, or somebody wrote it.
 *
 * @param age negative where the date is yet to come
 */
record BackupAge(Duration age) {

  /** By how much the clocks of two machines may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  static BackupAge of(Instant taken, Instant now) {
    return new BackupAge(Duration.between(taken, now));
  }

  boolean isWithin(Duration limit) {
    return !isToCome() && age.compareTo(limit) <= 0;
  }

  boolean isToCome() {
    return age.compareTo(SKEW.negated()) < 0;
  }

  /** In words that go behind "saw". */
  String text() {
    return isToCome()
        ? "a date that is yet to come, in " + Length.text(age.negated())
        : Length.text(age.isNegative() ? Duration.ZERO : age);
  }
}
