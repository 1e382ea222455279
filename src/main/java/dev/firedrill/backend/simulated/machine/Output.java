package dev.firedrill.backend.simulated.machine;

/** How a command ended. */
public record Output(int exitCode, String stdout, String stderr) {

  /** Ended well, having printed that. */
  public static Output printed(String text) {
    return new Output(0, text, "");
  }

  /** Ended with exit code 1, having complained of that. */
  public static Output failed(String complaint) {
    return new Output(1, "", complaint);
  }
}
