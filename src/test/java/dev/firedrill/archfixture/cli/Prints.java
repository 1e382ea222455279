package dev.firedrill.archfixture.cli;

/** May print. */
public final class Prints {

  /** Prints. */
  public void print() {
    System.out.println("pass");
  }
}
