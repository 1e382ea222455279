package dev.firedrill.cli;

/** How a command's result is printed. */
enum Format {
  /** For people. */
  TEXT,
  /** For programs: one JSON object. */
  JSON
}
