package dev.firedrill.backend.containers.images;

import java.util.List;

/** The build cannot start; carries everything that is wrong, not only the first. */
public final class BuildRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says all of it.
   *
   * @param problems at least one, each with what to do about it
   */
  public BuildRefused(List<String> problems) {
    super("nothing was built:\n  - " + String.join("\n  - ", problems));
  }
}
