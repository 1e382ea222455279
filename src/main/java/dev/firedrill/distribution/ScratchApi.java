package dev.firedrill.distribution;

import dev.firedrill.ports.NodeShell;
import java.util.Optional;

/**
 * A second API over a restored snapshot, on a control plane and for that machine alone: what a
 * snapshot holds is protected by the API's own encoding and encryption, so that the API's own
 * program reads it. The cluster's etcd and API are not touched.
 */
public interface ScratchApi {

  /**
   * Restores the snapshot into a folder of its own and has an etcd and an API server over it start;
   * whatever an earlier attempt left is removed first.
   *
   * @param snapshot the snapshot's file on the node
   * @throws dev.firedrill.tools.CommandFailed where the snapshot does not verify
   */
  void start(NodeShell controlPlane, String snapshot);

  /** Why it does not answer yet; nothing where it does. */
  Optional<String> notReady(NodeShell controlPlane);

  /**
   * What it answers to a GET of that path, JSON; it may be a secret and is recorded nowhere.
   *
   * @throws dev.firedrill.tools.CommandFailed where it refuses
   */
  String get(NodeShell controlPlane, String path);

  /** Has both end, and removes the restored data; safe to repeat, and where nothing was started. */
  void remove(NodeShell controlPlane);

  /** True where nothing of it runs any more. */
  boolean ended(NodeShell controlPlane);
}
