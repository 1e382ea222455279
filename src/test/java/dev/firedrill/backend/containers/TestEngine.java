package dev.firedrill.backend.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.model.Version;
import org.junit.jupiter.api.Assumptions;

/** The real engine, for tests that are of no use without one. */
final class TestEngine {

  static final String REPOSITORY = "firedrill/node";
  static final Version OLD = Version.parse("v1.29.4");
  static final Version NEW = Version.parse("v1.30.4");

  private TestEngine() {}

  /** The engine; the test is skipped, saying why, where there is none or it lacks an image. */
  static Engine with(String... images) {
    Engine engine = connect();
    for (String image : images) {
      assumeTrue(engine.hasImage(image), "the engine has no image " + image);
    }
    return engine;
  }

  static String node(Version version) {
    return REPOSITORY + ":" + version;
  }

  private static Engine connect() {
    try {
      return Engine.connect();
    } catch (EngineUnavailable e) {
      return Assumptions.abort(e.getMessage());
    }
  }
}
