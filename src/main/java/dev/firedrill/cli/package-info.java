/** The command line; the only place where things are wired together, and where anything prints. */
@NullMarked
package dev.firedrill.cli;

import org.jspecify.annotations.NullMarked;
