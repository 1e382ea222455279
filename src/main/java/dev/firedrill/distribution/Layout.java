package dev.firedrill.distribution;

/**
 * Files of a control plane that others need to find.
 *
 * @param adminKubeconfig an administrator's kubeconfig
 * @param etcdCa the certificate authority of etcd
 * @param etcdCertificate a certificate that etcd accepts from clients
 * @param etcdKey its private key
 */
public record Layout(
    String adminKubeconfig, String etcdCa, String etcdCertificate, String etcdKey) {}
