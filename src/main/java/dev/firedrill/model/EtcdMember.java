package dev.firedrill.model;

import java.util.List;

/**
 * A member as etcd's membership lists it.
 *
 * @param id the member's number, printed in hexadecimal by etcdctl
 * @param name the member's name; empty until it has started once
 * @param peerUrls where its peers reach it
 * @param clientUrls where clients reach it; empty until it has started once
 * @param learner true where it has no vote yet
 */
public record EtcdMember(
    long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {

  /** Copies the lists. */
  public EtcdMember {
    peerUrls = List.copyOf(peerUrls);
    clientUrls = List.copyOf(clientUrls);
  }

  /** The number as etcdctl prints it. */
  public String hexId() {
    return Long.toHexString(id);
  }
}
