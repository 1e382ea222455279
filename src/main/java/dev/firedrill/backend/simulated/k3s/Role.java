package dev.firedrill.backend.simulated.k3s;

/** What a process of k3s is: a server or an agent. */
interface Role {

  /** Begins; goes on by events. */
  void start();

  /** Ends with all that is in the process; what runs in containers goes on. */
  void end();

  /** True once it has said that it is up. */
  boolean isUp();
}
