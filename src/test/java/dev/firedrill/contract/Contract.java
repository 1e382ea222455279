package dev.firedrill.contract;

import java.util.List;
import java.util.stream.Stream;

/** All cases, those that stop something last. */
final class Contract {

  private Contract() {}

  static List<Case> cases() {
    return Stream.of(
            new FileCases(),
            new ProcessCases(),
            new CrictlCases(),
            new KubeadmCases(),
            new KubectlCases(),
            new EtcdToolCases(),
            new ObjectCases(),
            new PatchCases(),
            new ListCases(),
            new WatchCases(),
            new DeletionCases(),
            new WorkloadCases(),
            new SchedulingCases(),
            new EvictionCases(),
            new ControlPlaneCases(),
            new EtcdCases(),
            new ReleaseCases(),
            new K3sCases(),
            new StaticPodCases(),
            new ApiOutageCases(),
            new EtcdOutageCases(),
            new KubeletOutageCases(),
            new RejoinCases())
        .flatMap(group -> Case.of(group).stream())
        .toList();
  }
}
