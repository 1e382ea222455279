package dev.firedrill.backend.simulated.table;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name its heading
 * @param type of its cells: {@code string} or {@code integer}
 * @param wide true where it is shown only on demand
 * @param cell what stands there for an object
 */
record Column(String name, String type, boolean wide, Function<Printed, Object> cell) {

  static Column of(String name, Function<Printed, Object> cell) {
    return new Column(name, "string", false, cell);
  }

  static Column number(String name, String pointer) {
    return new Column(name, "integer", false, object -> object.number(pointer));
  }

  static Column wide(String name, Function<Printed, Object> cell) {
    return new Column(name, "string", true, cell);
  }

  static Column named() {
    return of("Name", object -> object.text("/metadata/name"));
  }

  static Column aged() {
    return of("Age", object -> object.since("/metadata/creationTimestamp"));
  }
}
