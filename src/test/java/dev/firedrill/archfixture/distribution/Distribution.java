package dev.firedrill.archfixture.distribution;

/** A distribution, as far as an operation may misuse it. */
public interface Distribution {

  /** For messages. */
  String name();
}
