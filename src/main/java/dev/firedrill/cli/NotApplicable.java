package dev.firedrill.cli;

import java.util.List;

/** A scenario that is well written and means nothing on clusters of the chosen distribution. */
final class NotApplicable extends Refused {

  private static final long serialVersionUID = 1L;

  /** Every reason of it. */
  NotApplicable(List<String> reasons) {
    super(reasons, ExitCode.USAGE);
  }
}
