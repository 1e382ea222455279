package dev.firedrill.cli;

import java.util.List;

/** What a command ends with; as JSON it is what its fields are. */
interface Ending {

  /** For people. */
  List<String> lines();

  /** For whoever called the command. */
  int exitCode();
}
