package dev.firedrill.operations;

import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The inventory of every certificate and kubeconfig on every node at one moment.
 *
 * @param at the moment
 * @param within an end within this time is an alert
 * @param entries in the order of the nodes
 */
public record CertificateReport(Instant at, Duration within, List<Entry> entries) {

  private static final String METRIC = "firedrill_certificate_expiry_seconds";

  /** Copies the list. */
  public CertificateReport {
    entries = List.copyOf(entries);
  }

  /**
   * One certificate of one node.
   *
   * @param node the node
   * @param name as the distribution calls it
   * @param file where it is
   * @param subject whom it names
   * @param issuer who signed it
   * @param notAfter when it expires
   * @param daysLeft whole days until then, rounded down; negative where it has expired
   * @param alert true where it ends too soon
   */
  public record Entry(
      String node,
      String name,
      String file,
      String subject,
      String issuer,
      Instant notAfter,
      long daysLeft,
      boolean alert) {}

  /** Reads every node; changes nothing. */
  public static CertificateReport of(OperationContext context, Duration within) {
    Instant now = context.now();
    List<Entry> entries = new ArrayList<>();
    for (Machine machine : context.cluster().topology().machines()) {
      for (NodeCertificate each :
          context
              .distribution()
              .certificates()
              .inUse(context.shell(machine.name()), machine.role())) {
        Duration left = each.left(now);
        entries.add(
            new Entry(
                machine.name().value(),
                each.name(),
                each.file(),
                each.subject(),
                each.issuer(),
                each.notAfter(),
                Math.floorDiv(left.toSeconds(), Duration.ofDays(1).toSeconds()),
                left.compareTo(within) < 0));
      }
    }
    return new CertificateReport(now, within, entries);
  }

  /** Those that end too soon. */
  public List<Entry> alerts() {
    return entries.stream().filter(Entry::alert).toList();
  }

  /** As a text file for Prometheus' node exporter: seconds left, negative where expired. */
  public String prometheus() {
    StringBuilder text = new StringBuilder();
    text.append("# HELP ").append(METRIC).append(" Time until a certificate expires.\n");
    text.append("# TYPE ").append(METRIC).append(" gauge\n");
    for (Entry each : entries) {
      text.append(
          "%s{node=\"%s\",certificate=\"%s\",file=\"%s\",issuer=\"%s\"} %d\n"
              .formatted(
                  METRIC,
                  label(each.node()),
                  label(each.name()),
                  label(each.file()),
                  label(each.issuer()),
                  Duration.between(at, each.notAfter()).toSeconds()));
    }
    return text.toString();
  }

  /** A length of time in days where it has any. */
  static String text(Duration length) {
    return length.abs().toDays() > 0 ? length.toDays() + " d" : length.toMinutes() + " min";
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
