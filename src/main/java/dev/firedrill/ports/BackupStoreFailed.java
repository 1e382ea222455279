package dev.firedrill.ports;

/** The place where backups are kept gave no answer, or refused. */
public final class BackupStoreFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says it to the operator.
   *
   * @param doing what was being done, and to what
   * @param seen what the place said
   * @param next what to do next
   */
  public BackupStoreFailed(String doing, String seen, String next, Throwable cause) {
    super("%s: %s. Next: %s".formatted(doing, seen, next), cause);
  }
}
