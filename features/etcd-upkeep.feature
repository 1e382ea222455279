@drill @certify
Feature: etcd without space

  At its quota etcd takes no more writes, and the alarm by which it says so stays although its cause
  is gone.

  @rows
  Scenario: The space is given back, and the alarm is disarmed then
    When the drill "etcd-no-space" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @simulated
  Scenario Outline: A wrong way: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                          | reason                             |
      | alarm-disarmed-without-space      | the space is not back              |
      | alarm-never-disarmed              | the cluster did not recover        |
      | compacted-and-not-defragmented    | free inside the file alone         |
      | defragmented-and-not-compacted    | compact-etcd, then defragment-etcd |
      | defragmented-beside-a-dead-member | quorum would be at risk            |
