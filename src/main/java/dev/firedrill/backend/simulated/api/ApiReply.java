package dev.firedrill.backend.simulated.api;

import java.util.List;

/**
 * An answer of an API server.
 *
 * @param body not to be changed
 * @param stored where the body is an object or a list of objects as etcd has them, these: the body
 *     itself, or in the order of the list
 */
public record ApiReply(int status, String contentType, byte[] body, List<byte[]> stored) {

  /** An answer that is not what etcd has. */
  public ApiReply(int status, String contentType, byte[] body) {
    this(status, contentType, body, List.of());
  }

  /** True where the body is one stored object. */
  public boolean isOneObject() {
    return stored.size() == 1 && stored.get(0) == body;
  }
}
