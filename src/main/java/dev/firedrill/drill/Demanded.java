package dev.firedrill.drill;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold before a cluster counts as recovered.
 *
 * @param row the disaster's row, or null for one that is not of the table: everything
 * @param absent the nodes that the recovery has to do without
 */
public record Demanded(@Nullable DisasterRow row, List<NodeName> absent) {

  /** Copies the list. */
  public Demanded {
    absent = List.copyOf(absent);
  }

  /**
   * True where the pods of the absent nodes have to run elsewhere. A lost control plane has none
   * that anybody waits for.
   */
  boolean podsElsewhere() {
    return !Optional.ofNullable(row).equals(Optional.of(DisasterRow.CONTROL_PLANE_NODE));
  }
}
