package dev.firedrill.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a step or fault of a file is called where somebody asks what the file has. */
final class Keywords {

  private Keywords() {}

  /**
   * Its name, alone, with each of its arguments, and with that argument's value.
   *
   * @param written its arguments as texts
   */
  static List<String> of(String name, Map<String, String> written) {
    List<String> keywords = new ArrayList<>(List.of(name));
    written.forEach(
        (argument, value) -> {
          String with = name + "." + argument;
          keywords.add(with);
          keywords.add(with + "." + value);
        });
    return keywords;
  }
}
