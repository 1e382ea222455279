package dev.firedrill.fault;

/** The backend cannot do to its machines what a fault needs. */
public final class FaultImpossible extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FaultImpossible(Class<?> capability) {
    super(
        "injecting a fault: expected machines that are %s, this backend's are not. Next: run the scenario on another backend"
            .formatted(capability.getSimpleName()));
  }
}
