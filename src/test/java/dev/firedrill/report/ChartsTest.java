package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RecoverySeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartsTest {

  private record Box(double left, double right, double y, String text) {
    boolean meets(Box other) {
      return y == other.y && left < other.right && other.left < right;
    }
  }

  static Stream<History> histories() {
    return Stream.of(
        SyntheticUpgrade.smooth(), SyntheticUpgrade.troubled(), SyntheticUpgrade.killed());
  }

  @ParameterizedTest
  @MethodSource("histories")
  void every_attempt_at_a_step_is_in_the_timeline_once(History history) {
    ObservedRun run = observed(history);
    Document timeline = Xml.parse(TimelineChart.of(run).svg());
    List<String> labels =
        Xml.find(timeline, "text", "step-label").stream().map(Element::getTextContent).toList();
    assertThat(labels)
        .containsExactlyInAnyOrderElementsOf(
            run.steps().stream().map(step -> step.number() + " " + step.name()).toList());
    // Those of the legend are no steps.
    assertThat(Xml.find(timeline, "a", "step-link")).hasSameSizeAs(run.steps());
  }

  @ParameterizedTest
  @MethodSource("histories")
  void no_label_of_the_timeline_lies_over_a_bar_or_another_label(History history) {
    Document timeline = Xml.parse(TimelineChart.of(observed(history)).svg());
    List<Box> boxes = boxes(timeline);
    for (Box one : boxes) {
      assertThat(boxes.stream().filter(other -> other != one && one.meets(other)))
          .as("what lies over %s", one)
          .isEmpty();
      assertThat(one.left()).isGreaterThan(0);
      assertThat(one.right()).isLessThan(Drawing.WIDTH);
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void every_chart_is_well_formed_and_draws_something_inside_of_its_frame(History history) {
    for (Chart chart : Charts.of(observed(history)).all()) {
      Document document = Xml.parse(chart.svg());
      String[] frame = document.getDocumentElement().getAttribute("viewBox").split(" ");
      var rects = document.getElementsByTagName("rect");
      assertThat(rects.getLength()).as(chart.name()).isGreaterThan(6);
      for (int i = 0; i < rects.getLength(); i++) {
        Element rect = (Element) rects.item(i);
        if (!rect.getAttribute("width").endsWith("%")) {
          double right = Xml.number(rect, "x") + Xml.number(rect, "width");
          double bottom = Xml.number(rect, "y") + Xml.number(rect, "height");
          assertThat(right).isLessThanOrEqualTo(Double.parseDouble(frame[2]));
          assertThat(bottom).isLessThanOrEqualTo(Double.parseDouble(frame[3]));
        }
      }
    }
  }

  @Test
  void from_the_fault_to_the_recovery_every_chart_is_marked() {
    History smooth = SyntheticUpgrade.smooth();
    assertThat(observed(smooth).recovery()).isEmpty();
    Instant begin = observed(smooth).course().whole().start();
    Instant end = observed(smooth).course().whole().stop();
    List<Observation> fault =
        List.of(
            new DisasterConfirmed(begin.plusSeconds(60), "fault", "gone"),
            new RecoverySeen(begin.plusSeconds(90), true, "healthy"));
    ObservedRun never = observed(with(smooth, fault));
    assertThat(never.recovery()).contains(new Span(begin.plusSeconds(60), end));
    List<Observation> over = new ArrayList<>(fault);
    over.add(new RecoveryEnded(begin.plusSeconds(100), true, ""));
    ObservedRun recovered = observed(with(smooth, over));
    assertThat(recovered.recovery())
        .contains(new Span(begin.plusSeconds(60), begin.plusSeconds(90)));
    for (Chart chart : Charts.of(recovered).all()) {
      assertThat(Xml.find(Xml.parse(chart.svg()), "rect", "broken"))
          .as(chart.name())
          .hasSize(2); // itself and the legend
    }
    assertThat(TimelineChart.of(recovered).svg()).contains("recovered at 1:30");
    assertThat(TimelineChart.of(never).svg()).contains("not recovered when the run ended");
  }

  private static History with(History history, List<Observation> more) {
    return new History(Stream.concat(history.observations().stream(), more.stream()).toList());
  }

  @Test
  void a_failed_step_and_the_times_without_a_success_stand_out() {
    ObservedRun run = observed(SyntheticUpgrade.troubled());
    Document timeline = Xml.parse(TimelineChart.of(run).svg());
    assertThat(Xml.find(timeline, "rect", "failed")).hasSize(2); // the step and the legend
    Document api = Xml.parse(LoadChart.of(run, "api").svg());
    assertThat(Xml.find(api, "rect", "outage")).hasSize(2);
    assertThat(Xml.find(api, "rect", "failures")).hasSizeGreaterThan(10);
  }

  @Test
  void the_lines_of_latency_break_where_nobody_measured() {
    ObservedRun run = observed(SyntheticUpgrade.killed());
    String path =
        Xml.find(Xml.parse(LoadChart.of(run, "workload").svg()), "path", "p50")
            .get(0)
            .getAttribute("d");
    assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(2);
  }

  @Test
  void a_new_version_has_its_mark_with_the_versions_in_it() {
    Document timeline = Xml.parse(TimelineChart.of(observed(SyntheticUpgrade.smooth())).svg());
    assertThat(Xml.find(timeline, "path", "version"))
        .extracting(Element::getTextContent)
        .anySatisfy(text -> assertThat(text).contains("kube-apiserver v1.29.4 → v1.30.4"));
  }

  @Test
  void a_run_that_saw_nothing_still_has_its_chart() {
    ObservedRun run = observed(new History(List.of()));
    assertThat(Charts.of(run).all()).hasSize(1);
    Xml.parse(TimelineChart.of(run).svg());
  }

  private static List<Box> boxes(Document timeline) {
    List<Box> boxes = new ArrayList<>();
    for (Element link : Xml.find(timeline, "a", "step-link")) {
      Element bar = (Element) link.getElementsByTagName("rect").item(0);
      Element label = (Element) link.getElementsByTagName("text").item(0);
      double y = Xml.number(bar, "y");
      double left = Xml.number(bar, "x");
      boxes.add(new Box(left, left + Xml.number(bar, "width"), y, "bar"));
      if (!label.getAttribute("class").contains("inside")) {
        double x = Xml.number(label, "x");
        double width = 5.8 * label.getTextContent().length();
        boolean ends = label.getAttribute("class").contains("left");
        boxes.add(new Box(ends ? x - width : x, ends ? x : x + width, y, label.getTextContent()));
      }
    }
    return boxes;
  }

  private static ObservedRun observed(History history) {
    return ObservedRun.of(RunDescriptions.upgrade(), history);
  }
}
