package dev.firedrill.backend.simulated.machine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A container that was started on a machine. */
public final class Container {

  private final String id;
  private final ContainerSpec spec;
  private final Instant started;
  private @Nullable Program program;
  private String reason = "";

  Container(String id, ContainerSpec spec, Instant started) {
    this.id = id;
    this.spec = spec;
    this.started = started;
  }

  /** Its id, 64 hexadecimal digits as containerd's are. */
  public String id() {
    return id;
  }

  /** What it was started from. */
  public ContainerSpec spec() {
    return spec;
  }

  /** When it was started. */
  public Instant started() {
    return started;
  }

  /** True until it is stopped or its program ends. */
  public boolean running() {
    return program != null;
  }

  /** Why its program ended by itself; empty where it runs or was stopped. */
  public String reason() {
    return reason;
  }

  /** What runs in it. */
  public Program program() {
    if (program == null) {
      throw new IllegalStateException("container " + spec.name() + " does not run");
    }
    return program;
  }

  void run(Program running) {
    program = running;
  }

  void ended(String why) {
    reason = why;
    program = null;
  }
}
