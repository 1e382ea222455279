package dev.firedrill.fault;

import java.util.Arrays;
import java.util.List;

/** What can be wrong with the copy of a snapshot. */
public enum Damage {
  /** The second half is missing. */
  TRUNCATED("truncated", "was cut short"),
  /** A file without a byte. */
  EMPTY("empty", "has no bytes"),
  /** A sealed snapshot, and what is noted of it, of another cluster. */
  FOREIGN("foreign", "is one of another cluster"),
  /**
   * The digest that etcd ends a snapshot with is missing, as of a database file that was copied.
   */
  NO_HASH("no-hash", "lacks the digest at its end"),
  /** Nobody ever copied the keys of service accounts. */
  NO_SERVICE_ACCOUNT_KEYS("no-service-account-keys", "lacks the keys of service accounts"),
  /** Nobody ever copied the token by which what servers need is encrypted in etcd. */
  NO_JOIN_TOKEN("no-join-token", "lacks the token that servers join by"),
  /** Nobody ever copied what Secrets are encrypted by. */
  NO_ENCRYPTION_CONFIGURATION("no-encryption-configuration", "lacks the encryption configuration");

  private final String word;
  private final String says;

  Damage(String word, String says) {
    this.word = word;
    this.says = says;
  }

  /**
   * The damage of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Damage of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no damage to a backup; there are %s".formatted(word, words())));
  }

  /** The names of all. */
  public static List<String> words() {
    return Arrays.stream(values()).map(each -> each.word).toList();
  }

  /** True where it is the set that lacks something, not the snapshot that is damaged. */
  boolean lacks() {
    return this == NO_SERVICE_ACCOUNT_KEYS
        || this == NO_JOIN_TOKEN
        || this == NO_ENCRYPTION_CONFIGURATION;
  }

  /** What it is a damage to. */
  String object() {
    return lacks() ? "the newest backup set" : "the copy of the newest snapshot of etcd";
  }

  /** What is said of a copy that has it. */
  public String says() {
    return says;
  }
}
