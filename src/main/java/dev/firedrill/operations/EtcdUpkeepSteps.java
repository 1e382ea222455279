package dev.firedrill.operations;

import java.util.List;

/** The steps of the vocabulary that keep etcd's database small and writable. */
final class EtcdUpkeepSteps {

  static final List<StepDefinition> ALL =
      List.of(
          new StepDefinition(
              "check-etcd-alarms",
              "checks that etcd raises no alarm and has room; changes nothing",
              List.of(),
              none -> new CheckEtcdAlarms()),
          new StepDefinition(
              "compact-etcd",
              "has etcd forget all revisions before the present one",
              List.of(),
              none -> new CompactEtcd()),
          new StepDefinition(
              "defragment-etcd",
              "gives free pages back, one member after the other, the leader last",
              List.of(),
              none -> new DefragmentEtcd()),
          new StepDefinition(
              "disarm-etcd-alarms",
              "lets etcd take writes again, once the space is back",
              List.of(),
              none -> new DisarmEtcdAlarms()));

  private EtcdUpkeepSteps() {}
}
