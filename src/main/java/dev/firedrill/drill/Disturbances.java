package dev.firedrill.drill;

/**
 * What befalls a cluster while it is drilled beside what the scenario does to it. It strikes until
 * the runbook has ended, or stopped at a failed step; then everything is healed and nothing strikes
 * any more.
 */
public interface Disturbances {

  /** Nothing befalls it. */
  Disturbances NONE =
      new Disturbances() {
        @Override
        public void stepBegins(String id) {}

        @Override
        public boolean end() {
          return false;
        }
      };

  /**
   * A step begins: what is due in it strikes from now on. Has no effect where the step has begun
   * before.
   */
  void stepBegins(String id);

  /**
   * Heals everything; nothing strikes any more. Safe to repeat.
   *
   * @return true where something had struck
   */
  boolean end();
}
