package dev.firedrill.backend.remote;

/**
 * Where a control plane keeps the credentials by which it is administered.
 *
 * @param adminKubeconfig the administrator's kubeconfig, its credentials inline
 * @param etcdCa the authority that signed etcd's certificates
 * @param etcdCertificate a client certificate that etcd accepts
 * @param etcdKey that certificate's key
 */
public record ClusterFiles(
    String adminKubeconfig, String etcdCa, String etcdCertificate, String etcdKey) {}
