package dev.firedrill.cli;

import dev.firedrill.model.Length;
import dev.firedrill.report.Certification;
import dev.firedrill.report.CertifiedRow;
import java.util.ArrayList;
import java.util.List;

/** The recovery table as {@code certify} prints it, and below it what speaks against a pass. */
final class CertificationLines {

  private static final String LINE = "%-20s %-12s %-12s %-12s %-32s %s";

  private final Certification certification;

  CertificationLines(Certification certification) {
    this.certification = certification;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "backend    %s, seed %s%s"
            .formatted(
                certification.backend(),
                certification.seed(),
                certification.simulated() ? "; every figure is simulated" : ""));
    lines.add(LINE.formatted("row", "bound", "lower bound", "measured", "data loss", "verdict"));
    certification.rows().stream().map(CertificationLines::line).forEach(lines::add);
    certification.left().forEach(row -> lines.add("%-20s not drilled".formatted(row.key())));
    certification.rows().stream()
        .filter(row -> !row.why().isEmpty())
        .map(row -> "  " + row.row().key() + ": " + row.why())
        .forEach(lines::add);
    lines.add("verdict    " + certification.outcome());
    return lines;
  }

  private static String line(CertifiedRow row) {
    return LINE.formatted(
        row.row().key(),
        Length.text(row.row().upperBound()),
        row.row().lowerBound().isZero() ? "none" : Length.text(row.row().lowerBound()),
        measured(row),
        dataLoss(row),
        row.isNotApplicable() ? "not applicable" : row.outcome());
  }

  private static String measured(CertifiedRow row) {
    return row.measured().isEmpty() ? "nothing" : row.measured();
  }

  private static String dataLoss(CertifiedRow row) {
    return row.dataLoss().isEmpty() ? "not known" : row.dataLoss();
  }
}
