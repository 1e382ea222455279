package dev.firedrill.scenario;

import dev.firedrill.drill.PlannedFault;
import dev.firedrill.fault.FaultDefinition;
import dev.firedrill.fault.FaultVocabulary;
import dev.firedrill.model.DisasterRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what is to break: a fault's name, or its name with its arguments; or a list of such, for
 * faults that come together.
 */
final class FaultReader {

  private final ArgumentReader arguments;
  private final Consumer<List<String>> known;

  /**
   * Reads faults.
   *
   * @param known told the keywords of each fault of the vocabulary that is read
   */
  FaultReader(NodeWords nodes, ReleaseNames releases, Consumer<List<String>> known) {
    this.arguments = new ArgumentReader(nodes, releases);
    this.known = known;
  }

  /** The fault, or nothing where it is unknown or an argument is wrong. */
  Optional<PlannedFault> read(Item item, Optional<DisasterRow> row, Duration settle) {
    return item.isList() ? several(item, row, settle) : one(item, row, settle);
  }

  private Optional<PlannedFault> several(Item list, Optional<DisasterRow> row, Duration settle) {
    List<Item> items = list.items();
    List<PlannedFault> faults =
        items.stream().map(each -> one(each, row, settle)).flatMap(Optional::stream).toList();
    if (items.isEmpty()) {
      list.wrong("names no fault");
    }
    return items.isEmpty() || faults.size() < items.size()
        ? Optional.empty()
        : Optional.of(PlannedFault.together(faults));
  }

  private Optional<PlannedFault> one(Item item, Optional<DisasterRow> row, Duration settle) {
    if (item.isText()) {
      return item.text().flatMap(name -> named(name, item, Fields.none(item), row, settle));
    }
    Optional<Fields> fields = item.fields();
    if (fields.isEmpty() || fields.get().names().size() != 1) {
      fields.ifPresent(some -> item.wrong("expected one fault, found " + some.names()));
      return Optional.empty();
    }
    String name = fields.get().names().get(0);
    return fields
        .get()
        .find(name)
        .flatMap(value -> value.fields().flatMap(given -> named(name, value, given, row, settle)));
  }

  private Optional<PlannedFault> named(
      String name, Item item, Fields fields, Optional<DisasterRow> row, Duration settle) {
    Optional<FaultDefinition> definition = FaultVocabulary.find(name);
    if (definition.isEmpty()) {
      item.wrong(
          "unknown fault \"%s\"%s"
              .formatted(
                  name,
                  Nearest.hint(
                      name,
                      FaultVocabulary.faults().stream().map(FaultDefinition::name).toList())));
      return Optional.empty();
    }
    FaultDefinition found = definition.get();
    known.accept(List.of(name));
    return arguments
        .read("fault \"" + name + "\"", found.parameters(), fields, Scope.TOP)
        .map(
            given -> {
              known.accept(Keywords.of(name, given.written()));
              return new PlannedFault(
                  found, given.arguments(), given.written(), row.orElse(null), settle);
            })
        .filter(planned -> canBeMade(planned, item));
  }

  /** A text that means nothing to the fault is told now, not when it is to be injected. */
  private static boolean canBeMade(PlannedFault planned, Item item) {
    try {
      planned.fault();
      return true;
    } catch (IllegalArgumentException wrong) {
      item.wrong(String.valueOf(wrong.getMessage()));
      return false;
    }
  }
}
