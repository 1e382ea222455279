package dev.firedrill.cli;

import java.util.List;

/** A command cannot be carried out as it was given; nothing was started. Carries every reason. */
class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;
  private final int exitCode;

  /** Bad input: every reason of it. */
  Refused(List<String> reasons) {
    this(reasons, ExitCode.USAGE);
  }

  /** Refused with that exit code. */
  Refused(List<String> reasons, int exitCode) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
    this.exitCode = exitCode;
  }

  List<String> reasons() {
    return reasons;
  }

  int exitCode() {
    return exitCode;
  }
}
