package dev.firedrill.distribution;

/** How one distribution does each verb. Verbs take the recorded shell of the machine to act on. */
public interface Distribution {

  /** The distribution's name, for messages and reports; nothing decides by it. */
  String name();
}
