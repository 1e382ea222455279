package dev.firedrill.report;

import dev.firedrill.history.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * Every chart that the history has something for.
 *
 * @param timeline the steps on each node
 * @param load one for each stream of load
 * @param etcd the etcd members; none where nobody looked at them
 */
record Charts(Chart timeline, List<Chart> load, List<Chart> etcd) {

  static Charts of(ObservedRun run) {
    List<Chart> load = run.streams().stream().map(stream -> LoadChart.of(run, stream)).toList();
    boolean etcdSeen = run.history().first(Observation.EtcdSeen.class).isPresent();
    return new Charts(
        TimelineChart.of(run), load, etcdSeen ? List.of(EtcdChart.of(run)) : List.of());
  }

  List<Chart> all() {
    List<Chart> all = new ArrayList<>();
    all.add(timeline);
    all.addAll(load);
    all.addAll(etcd);
    return all;
  }
}
