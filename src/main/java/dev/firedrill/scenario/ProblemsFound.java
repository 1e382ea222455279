package dev.firedrill.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used; carries every problem found in it, not only the first. */
public final class ProblemsFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Says all of them.
   *
   * @param problems at least one, in the order in which they stand in the file
   */
  public ProblemsFound(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order in which they stand in the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("nothing was found wrong, so nothing can be refused");
    }
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
  }
}
