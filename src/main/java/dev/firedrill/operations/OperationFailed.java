package dev.firedrill.operations;

/** An operation could not be done. */
public final class OperationFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says it all to the operator.
   *
   * @param doing what was being done, and to what
   * @param expected what was expected
   * @param seen what was seen
   * @param next what to do next
   */
  public OperationFailed(String doing, String expected, String seen, String next) {
    super("%s: expected %s, saw %s. Next: %s".formatted(doing, expected, seen, next));
  }
}
