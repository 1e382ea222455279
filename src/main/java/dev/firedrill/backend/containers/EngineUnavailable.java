package dev.firedrill.backend.containers;

/** No Docker engine answers. */
public final class EngineUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EngineUnavailable(String why, Throwable cause) {
    super(
        "no Docker engine answers ("
            + why
            + "); \"./firedrill engine up\" starts one on a machine without one",
        cause);
  }
}
