@drill @certify
Feature: Backups that a team can rely on

  A backup counts once it was verified and restored into a scratch member; one that is worth nothing
  is refused when it is taken, and again before anything is restored from it.

  @simulated
  Scenario Outline: A damaged copy is refused and another backup taken: <drill>
    When the drill "<drill>" is run
    Then the verdict is PASS
    And no acknowledged write is lost

    Examples:
      | drill                  |
      | backup-hygiene         |
      | backup-hygiene-empty   |
      | backup-hygiene-foreign |
      | backup-hygiene-no-hash |

  @rows
  Scenario: A namespace is deleted by mistake, and the snapshot is restored everywhere
    When the drill "restore-everywhere" is run
    Then the verdict is PASS
    And what was written after the last backup is gone

  @rows
  Scenario: A namespace is deleted by mistake, and it alone is restored
    When the drill "restore-one-namespace" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @simulated
  Scenario Outline: A wrong way to restore a namespace: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                                 | reason                    |
      | namespace-restored-from-a-later-snapshot | no such namespace there   |
      | restored-into-a-namespace-in-use         | or one with nothing in it |

  @rows
  Scenario: Control planes take backups by themselves, and an upgrade asks for one that is young
    When the drill "scheduled-backups" is run
    Then the verdict is PASS

  @simulated
  Scenario: An upgrade without a young backup is refused
    When the drill "wrong/upgrade-without-recent-backup" is run
    Then the verdict is FAIL
    And a finding says "no verified backup", which its author expects

  @simulated
  Scenario Outline: A war story: <story>
    When the drill "regression/<story>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | story                     | reason                                  |
      | zero-byte-snapshots       | size of the newest snapshot of etcd     |
      | no-backup-at-all          | looking for the newest snapshot of etcd |
      | one-node-restored-two-not | etcd to be whole                        |
