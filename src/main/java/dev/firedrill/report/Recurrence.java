package dev.firedrill.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same thing seen once or many times. */
record Recurrence(String what, String why, int times, Instant first, Instant last) {

  /** Draws equal things together. */
  static final class Tally {
    private final Map<List<String>, List<Instant>> seen = new LinkedHashMap<>();

    void add(Instant at, String what, String why) {
      seen.computeIfAbsent(List.of(what, why), unseen -> new ArrayList<>()).add(at);
    }

    /** The most frequent first. */
    List<Recurrence> result() {
      return seen.entrySet().stream()
          .map(entry -> of(entry.getKey(), entry.getValue()))
          .sorted(Comparator.comparingInt(Recurrence::times).reversed())
          .toList();
    }

    private static Recurrence of(List<String> key, List<Instant> moments) {
      return new Recurrence(
          key.get(0),
          key.get(1),
          moments.size(),
          Collections.min(moments),
          Collections.max(moments));
    }
  }
}
