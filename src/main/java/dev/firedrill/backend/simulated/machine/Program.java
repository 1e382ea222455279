package dev.firedrill.backend.simulated.machine;

import java.util.List;

/** What runs in a container. */
public interface Program {

  /** Ends; called once, by whoever stops the container. */
  void stop();

  /** Answers a command run inside the container, as {@code crictl exec} does. */
  Output exec(List<String> argv);
}
