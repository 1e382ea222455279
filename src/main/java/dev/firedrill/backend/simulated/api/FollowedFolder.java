package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyChange;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an API server has of a folder of etcd as etcd has it: read once, and from then on by
 * what has changed. Of another member, or behind a compaction, it is read anew.
 */
final class FollowedFolder {

  private final String folder;
  private final Kept kept;
  private @Nullable EtcdMember member;
  private long seen;

  /** What is kept. */
  interface Kept {

    void clear();

    /** What was there, and is no more or is another now. */
    void remove(KeyValue before);

    /** What is there now. */
    void add(KeyValue after);
  }

  FollowedFolder(Resource resource, Kept kept) {
    this.folder = resource.folder();
    this.kept = kept;
  }

  /**
   * Brings what is kept to the newest, by a linearizable read.
   *
   * @throws EtcdFailure where the member does not answer
   */
  void follow(EtcdMember etcd) {
    long newest = etcd.nextRevision() - 1;
    if (etcd != member || newest < seen || (newest > seen && !takesChanges(etcd))) {
      kept.clear();
      etcd.range(folder, folder, 0, 0).keyValues().forEach(kept::add);
    }
    member = etcd;
    seen = newest;
  }

  /** False where etcd has forgotten what happened since. */
  private boolean takesChanges(EtcdMember etcd) {
    try {
      for (KeyChange change : etcd.currentChangesSince(folder, seen)) {
        change.before().ifPresent(kept::remove);
        change.after().ifPresent(kept::add);
      }
      return true;
    } catch (EtcdFailure failure) {
      if (EtcdFailure.COMPACTED.equals(failure.getMessage())) {
        return false;
      }
      throw failure;
    }
  }
}
