package dev.firedrill.backend.containers;

import java.util.List;

/** A cluster cannot be made here; carries every reason. */
public final class ClusterRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ClusterRefused(String cluster, List<String> problems) {
    super("cluster " + cluster + " cannot be made:\n" + String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every reason, each with what to do about it. */
  public List<String> problems() {
    return problems;
  }
}
