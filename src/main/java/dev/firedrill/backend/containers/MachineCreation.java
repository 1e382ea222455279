package dev.firedrill.backend.containers;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import java.util.Collection;
import java.util.List;

/** How the machines of a cluster come to be. */
public interface MachineCreation {

  /** What is in the way of any cluster on that engine, with what to do; nothing is made. */
  List<String> obstacles(Engine engine);

  /** Which topologies are made in this way, where not every one; empty where every one. */
  String scope();

  /** Why such clusters are never made in this way; empty where they may be. */
  List<String> unfit(Topology topology);

  /** Which of the versions cannot be made, and why. */
  List<String> problems(Topology topology, Collection<Version> versions);

  /** Makes the network and the machines; what was made carries the labels. */
  void create(Engine engine, TimeSource time, Topology topology, Labels labels, Version version);

  /** Containers with the capabilities that they need and nothing of Kubernetes on them yet. */
  static MachineCreation unprivileged() {
    return new Unprivileged();
  }

  /** One privileged container with a control plane on it, made by KindContainer. */
  static MachineCreation kindContainer() {
    return new KindMachine();
  }
}
