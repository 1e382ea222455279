package dev.firedrill.backend.simulated.etcd;

/**
 * etcd refused, or could not do, what a client asked of it; the message is etcd's own. An answer
 * like others, so that it knows no stack.
 */
public final class EtcdFailure extends RuntimeException {

  /** What clients are told where no leader with a quorum took the request in time. */
  public static final String TIMED_OUT = "etcdserver: request timed out";

  /** What clients are told where a member's database has reached its quota. */
  public static final String NO_SPACE = "etcdserver: mvcc: database space exceeded";

  /** What clients are told where they ask for what a compaction has taken away. */
  public static final String COMPACTED = "etcdserver: mvcc: required revision has been compacted";

  private static final long serialVersionUID = 1L;

  /** A failure with that message. */
  public EtcdFailure(String message) {
    super(message, null, false, false);
  }
}
