package dev.firedrill.backend.simulated.machine;

/** A systemd unit of a machine: what happens when it is started and stopped. */
public interface Unit {

  /** Starts with what is installed and configured at this moment. */
  void start();

  /** Stops; containers it has started go on. */
  void stop();
}
