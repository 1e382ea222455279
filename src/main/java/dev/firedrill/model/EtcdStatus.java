package dev.firedrill.model;

/**
 * What one member answers about itself (etcd's Maintenance.Status).
 *
 * @param memberId the member that answered
 * @param version the server's version, without a leading v, as etcd writes it
 * @param leaderId the leader it follows, or 0 for none
 * @param revision the newest revision it has applied
 * @param dbSizeBytes the size of its database file
 */
public record EtcdStatus(
    long memberId, String version, long leaderId, long revision, long dbSizeBytes) {}
