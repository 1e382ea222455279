package dev.firedrill.cli;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.report.CertificationMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows by backends as {@code certify} prints them, and below them what speaks against a pass. */
final class MatrixLines {

  private final CertificationMatrix matrix;

  MatrixLines(CertificationMatrix matrix) {
    this.matrix = matrix;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("backends   %s; seed %s".formatted(matrix.usability(), matrix.seed()));
    lines.add(line("row", matrix.backends()));
    matrix.asked().forEach(row -> lines.add(line(row.key(), cells(row))));
    matrix.notes().forEach(note -> lines.add("  " + note));
    lines.add("verdict    " + matrix.outcome());
    return lines;
  }

  private List<String> cells(DisasterRow row) {
    return matrix.backends().stream().map(backend -> matrix.cell(backend, row)).toList();
  }

  private static String line(String first, List<String> cells) {
    String padded = cells.stream().map(" %-24s"::formatted).collect(Collectors.joining());
    return "%-20s%s".formatted(first, padded).stripTrailing();
  }
}
