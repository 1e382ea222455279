package dev.firedrill.backup;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a file of a backup set belongs to; each part is taken by a step of its own. */
public enum BackupPart {
  /** The snapshot of etcd. */
  ETCD("etcd"),
  /** Authorities and service-account keys. */
  PKI("pki"),
  /** How the control plane is configured. */
  CONFIGURATION("configuration");

  private final String word;

  BackupPart(String word) {
    this.word = word;
  }

  /** Its name in manifest and history. */
  @JsonValue
  public String word() {
    return word;
  }
}
