/** Scenario files: YAML to scenarios, every problem reported at once. */
@NullMarked
package dev.firedrill.scenario;

import org.jspecify.annotations.NullMarked;
