package dev.firedrill.ports;

/** etcd gave no answer: no quorum, no such member, or the connection was refused. */
public final class EtcdUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was asked, of whom, and what was seen. */
  public EtcdUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
