package dev.firedrill.archfixture.operations;

import dev.firedrill.archfixture.distribution.Distribution;
import dev.firedrill.archfixture.distribution.own.Own;

/** Branches on a distribution in every way that is forbidden, and says a kind word. */
public final class Branches {

  /** By its name. */
  public String byName(Distribution distribution) {
    return distribution.name().equals("k3s") ? Own.verb() : "a kind word";
  }

  /** By its command. */
  public String byCommand() {
    return "kubeadm upgrade plan";
  }

  /** By its files. */
  public String byFile() {
    return "/etc/kubernetes/admin.conf";
  }
}
