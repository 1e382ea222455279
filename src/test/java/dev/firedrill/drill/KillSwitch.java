package dev.firedrill.drill;

/** Ends the process, as SIGKILL would, at the n-th thing that it does. */
final class KillSwitch {

  private int left;

  private KillSwitch(int left) {
    this.left = left;
  }

  static KillSwitch never() {
    return new KillSwitch(Integer.MAX_VALUE);
  }

  static KillSwitch at(int number) {
    return new KillSwitch(number);
  }

  /** One thing done; after the last one nothing of the process does anything any more. */
  void tick() {
    left--;
    if (left <= 0) {
      left = 0;
      throw new Killed();
    }
  }

  /** The process is gone. */
  static final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }
}
