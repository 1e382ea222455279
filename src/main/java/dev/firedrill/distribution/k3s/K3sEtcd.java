package dev.firedrill.distribution.k3s;

import dev.firedrill.tools.Etcd;

/** What etcdctl on a server proves itself with. */
final class K3sEtcd {

  static final Etcd.Credentials CREDENTIALS =
      new Etcd.Credentials(
          K3sFiles.TLS + "/etcd/server-ca.crt",
          K3sFiles.TLS + "/etcd/client.crt",
          K3sFiles.TLS + "/etcd/client.key");

  private K3sEtcd() {}
}
