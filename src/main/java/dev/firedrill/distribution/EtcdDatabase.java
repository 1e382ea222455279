package dev.firedrill.distribution;

/**
 * An etcd member's database.
 *
 * @param memberId the member
 * @param leaderId the leader it follows, itself perhaps; 0 for none
 * @param revision the newest revision it has applied
 * @param bytes the size of the file, which is what the quota limits
 * @param inUse how much of it is in use; a defragmentation gives the rest back
 */
public record EtcdDatabase(long memberId, long leaderId, long revision, long bytes, long inUse) {

  /** True where the member leads. */
  public boolean leads() {
    return memberId == leaderId;
  }
}
