package dev.firedrill.backend.simulated.machine;

/** A systemd unit of a machine: what happens when it is started and stopped. */
public interface Unit {

  /** Starts with what is installed and configured at this moment. */
  void start();

  /** Stops; containers it has started go on. */
  void stop();

  /** Its process is killed; systemd starts again what it is told to. */
  default void kill() {
    cutOff();
  }

  /** Its machine has lost its power: nothing of it ends in order, and nothing starts it again. */
  default void cutOff() {
    stop();
  }

  /** False from its start until it says that it is up, for which whoever starts it waits. */
  default boolean isUp() {
    return true;
  }

  /** True where its process has ended and systemd is about to start it again. */
  default boolean isComingBack() {
    return false;
  }
}
