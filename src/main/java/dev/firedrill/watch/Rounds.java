package dev.firedrill.watch;

import java.time.Duration;
import java.util.List;

/** Has every question asked, and what was answered recorded, again and again. */
interface Rounds {

  /** From the end of one question to the next, and from one record to the next. */
  Duration PERIOD = Duration.ofSeconds(1);

  /** Answers are recorded half a period after they were asked for. */
  Duration RECORDED_AFTER = PERIOD.dividedBy(2);

  /** Begins. */
  void start(List<Probe<?>> questions, Runnable record);

  /** Asks no more and has the last answers recorded. Safe to repeat. */
  void stop();
}
