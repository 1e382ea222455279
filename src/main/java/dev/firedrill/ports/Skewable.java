package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import java.time.Duration;

/**
 * Machines whose clocks can be set wrong, each for itself. Containers are none: they read the clock
 * of their host, for which Linux has no namespace (time_namespaces(7) has the monotonic and the
 * boot-time clock alone). Each call may be repeated.
 */
public interface Skewable {

  /**
   * The machine's clock is that far ahead of the right time, or behind it where that is negative;
   * also that of a machine that is made anew in its place. Zero sets it right.
   */
  void putAhead(NodeName node, Duration by);

  /** How far it was put ahead here, whatever its machine was told since; zero where it was not. */
  Duration ahead(NodeName node);
}
