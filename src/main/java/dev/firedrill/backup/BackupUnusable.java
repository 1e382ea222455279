package dev.firedrill.backup;

/** A backup cannot be used as it lies there: cut short, altered, or of another key. */
public final class BackupUnusable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String seen;

  /**
   * Says it all to the operator.
   *
   * @param doing what was being done, and to what
   * @param expected what was expected
   * @param seen what was seen
   * @param next what to do next
   */
  BackupUnusable(String doing, String expected, String seen, String next) {
    super("%s: expected %s, saw %s. Next: %s".formatted(doing, expected, seen, next));
    this.seen = seen;
  }

  /** What was seen, for a check that names several. */
  public String seen() {
    return seen;
  }
}
