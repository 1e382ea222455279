package dev.firedrill.backend.simulated.traffic;

/** What a load balancer thinks of a server, by its checks: up at first, as HAProxy has it. */
final class Health {

  private final int fall;
  private final int rise;
  private boolean up = true;
  private int against;

  /**
   * Up.
   *
   * @param fall how many checks in a row have to fail before it is down
   * @param rise how many have to succeed before it is up again
   */
  Health(int fall, int rise) {
    this.fall = fall;
    this.rise = rise;
  }

  boolean up() {
    return up;
  }

  void checked(boolean succeeded) {
    if (succeeded == up) {
      against = 0;
    } else if (++against >= (up ? fall : rise)) {
      up = succeeded;
      against = 0;
    }
  }
}
