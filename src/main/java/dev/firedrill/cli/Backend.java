package dev.firedrill.cli;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Set;

/** A kind of cluster that drills can be run on. */
interface Backend {

  /** Its name on the command line. */
  String name();

  /** True where no real cluster is used. */
  boolean simulated();

  /** Why it cannot be used on this machine at all, each with what to do; none where it can. */
  List<String> obstacles();

  /** Why it cannot make that cluster at those versions; none where it can. Starts nothing. */
  List<String> problems(Topology topology, Set<Version> versions);

  /** Where runs take place; starts nothing yet. */
  DrillSite site(Topology topology, Version version);
}
