package dev.firedrill.backend.simulated.etcd;

import java.util.List;

/**
 * An answer to a read of several keys.
 *
 * @param revision the newest revision when it was read
 * @param keyValues what was found, by key
 * @param remaining how many more there are than the limit let through
 */
public record Range(long revision, List<KeyValue> keyValues, long remaining) {

  /** Copies the list. */
  public Range {
    keyValues = List.copyOf(keyValues);
  }
}
