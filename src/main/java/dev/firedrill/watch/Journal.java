package dev.firedrill.watch;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.model.Component;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the newest answers into what is to be recorded. Holds no thread and asks nobody: the same
 * answers always make the same record.
 */
final class Journal {

  private final ApiReadings readings;
  private final Instant start;
  private final Silence api;
  private final Changes changes = new Changes();
  private final Map<String, Instant> read = new HashMap<>();
  private final Set<String> defects = new HashSet<>();

  Journal(ApiReadings readings, Instant start) {
    this.readings = readings;
    this.start = start;
    this.api = new Silence("the Kubernetes API", start);
  }

  /** What is to be recorded now, after the answers that have come since the last time. */
  List<Observation> entries(Instant now, Probes probes) {
    List<Observation> entries = new ArrayList<>();
    probes.all().forEach(probe -> entries.addAll(defects(now, probe)));
    entries.addAll(ofApi(now, probes.api()));
    probes.apiServers().forEach((node, probe) -> entries.addAll(ofApiServer(node, probe)));
    entries.addAll(ofEtcd(now, probes));
    return entries;
  }

  private List<Observation> ofApi(Instant now, Probe<ApiState> probe) {
    List<Observation> entries = new ArrayList<>();
    Optional<Answer<ApiState>> latest = probe.latest();
    if (latest.orElse(null) instanceof Answer.Given<ApiState> given) {
      api.heard(given.at());
      if (isNew(probe, given)) {
        entries.addAll(changes.worthRecording(given.at(), readings.of(given.value())));
      }
    }
    api.at(now, latest.map(Journal::asText).orElse("never answered")).ifPresent(entries::add);
    return entries;
  }

  private List<Observation> ofApiServer(NodeName node, Probe<String> probe) {
    Optional<Answer<String>> latest = probe.latest().filter(answer -> isNew(probe, answer));
    if (latest.isEmpty()) {
      return List.of();
    }
    String version = latest.get() instanceof Answer.Given<String> given ? given.value() : "";
    return changes.worthRecording(
        latest.get().at(), readings.withThoseInside(node, Component.KUBE_APISERVER, version));
  }

  /** Waits until every member has been asked once: before, no answer would look like no health. */
  private List<Observation> ofEtcd(Instant now, Probes probes) {
    Optional<Answer<List<EtcdMember>>> membership = probes.membership().latest();
    Map<NodeName, Optional<Answer<MemberState>>> members = new LinkedHashMap<>();
    probes.members().forEach((node, probe) -> members.put(node, probe.latest()));
    boolean asked =
        membership.isPresent() && members.values().stream().allMatch(Optional::isPresent);
    if (!asked && now.isBefore(start.plus(EtcdReading.STALE))) {
      return List.of();
    }
    return changes.worthRecording(now, List.of(EtcdReading.of(now, membership, members)));
  }

  private List<Observation> defects(Instant now, Probe<?> probe) {
    return probe
        .takeDefect()
        .filter(defect -> defects.add(probe.question() + defect))
        .<List<Observation>>map(
            defect ->
                List.of(new HarnessFailed(now, "asking " + probe.question(), defect.toString())))
        .orElse(List.of());
  }

  private boolean isNew(Probe<?> probe, Answer<?> answer) {
    return !answer.at().equals(read.put(probe.question(), answer.at()));
  }

  private static String asText(Answer<?> answer) {
    return answer instanceof Answer.Refused<?> refused ? refused.why() : "it answered before";
  }
}
