package dev.firedrill.cli;

import dev.firedrill.history.Recorder;

/** How often a drill's process is started: once, or again after each time it was killed. */
interface Lives {

  /** Once. */
  Lives ONE =
      new Lives() {
        @Override
        public Recorder mortal(Recorder recorder) {
          return recorder;
        }

        @Override
        public void live(Runnable process) {
          process.run();
        }
      };

  /** The same recorder for the process that begins: who is dead records nothing. */
  Recorder mortal(Recorder recorder);

  /**
   * Runs the process, and again where it was killed, until it ends by itself.
   *
   * @param process knows no more than what it recorded before
   */
  void live(Runnable process);
}
