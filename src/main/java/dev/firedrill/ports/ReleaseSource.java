package dev.firedrill.ports;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;

/**
 * Where a node's programs and container images of a release come from: the new version's node image
 * for containers, a package repository elsewhere.
 */
public interface ReleaseSource {

  /** True where that release can be had at all, asked before anything starts. */
  boolean has(Version version);

  /** Brings the release's container images into the node's container runtime. Safe to repeat. */
  void loadImages(NodeName node, Version version);

  /**
   * Puts the program of that release in the place of the installed one. The running process is not
   * touched; restarting it is the operation's decision. Safe to repeat.
   */
  void install(NodeName node, Component program, Version version);
}
