package dev.firedrill.ports;

/** What went wrong, in the few words that a record of it needs. */
public final class Causes {

  private Causes() {}

  /** The message of the innermost cause, or else its class. */
  public static String of(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
  }
}
