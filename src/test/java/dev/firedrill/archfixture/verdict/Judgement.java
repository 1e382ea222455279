package dev.firedrill.archfixture.verdict;

/** Does what only the CLI, the clock and nobody may do. */
public final class Judgement {

  /** Prints. */
  public void print() {
    System.out.println("pass");
  }

  /** Sleeps. */
  public void sleep() throws InterruptedException {
    Thread.sleep(1);
  }

  /** Looks at the clock. */
  public java.time.Instant now() {
    return java.time.Instant.now();
  }

  /** Counts by the clock. */
  public long elapsed() {
    return System.nanoTime();
  }

  /** Throws dice. */
  public int guess() {
    return new java.util.Random().nextInt();
  }

  /** Changes an object that others may have too. */
  public void rename(io.fabric8.kubernetes.api.model.Pod pod) {
    pod.getMetadata().setName("another");
  }

  /** Ends the process. */
  public void end() {
    System.exit(1);
  }
}
