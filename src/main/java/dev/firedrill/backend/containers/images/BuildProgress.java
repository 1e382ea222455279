package dev.firedrill.backend.containers.images;

import java.util.List;

/** Is told what a build does, in order. */
public interface BuildProgress {

  /**
   * The plan stands.
   *
   * @param steps how many artifacts will be made
   * @param reused titles of those that are there with the same inputs
   */
  void planned(int steps, List<String> reused);

  /** A step begins. */
  void started(String title);

  /** The step succeeded. */
  void ended();

  /** All wanted images are there. */
  void finished();
}
