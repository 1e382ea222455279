package dev.firedrill.scenario;

import java.util.List;
import java.util.Optional;

/**
 * A list of steps that several scenarios use: {@code scenarios/steps/NAME.yaml}.
 *
 * @param parameters what {@code use} has to give; {@code node}, left out, is the node at hand
 * @param steps its steps
 */
record SharedList(List<String> parameters, List<Item> steps) {

  static Optional<SharedList> of(Item top) {
    return top.fields()
        .map(
            fields -> {
              fields.find("description");
              List<String> parameters =
                  fields.find("parameters").map(Item::items).orElse(List.of()).stream()
                      .map(Item::text)
                      .flatMap(Optional::stream)
                      .toList();
              List<Item> steps = fields.need("steps").map(Item::items).orElse(List.of());
              fields.rejectOthers();
              return new SharedList(parameters, steps);
            });
  }
}
