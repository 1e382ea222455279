package dev.firedrill.tools;

import dev.firedrill.model.NodeName;

/**
 * What a machine or the API holds, or a program printed, is nothing that can be worked with. That
 * is the cluster's fault and ends the step, as a command that failed does.
 */
public final class Unexpected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says it to the operator.
   *
   * @param what the file, object or program
   * @param expected what was expected of it
   * @param seen what was seen; no secret
   * @param next what to do next
   */
  public Unexpected(String what, String expected, String seen, String next) {
    super("%s: expected %s, saw %s. Next: %s".formatted(what, expected, seen, next));
  }

  /** The same of a file, or a program, on a machine. */
  public static Unexpected on(
      NodeName node, String what, String expected, String seen, String next) {
    return new Unexpected("on node " + node + ", " + what, expected, seen, next);
  }
}
