@drill @certify @simulated
Feature: Recoveries that are wrong

  Each row of the recovery table has recoveries that somebody once tried. They fail, for the reason
  that they are wrong, and where an operation can see it before it acts, it refuses.

  Scenario Outline: Row worker: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                             | reason                     |
      | dead-worker-drained                  | draining node worker-1     |
      | kubelets-restarted-for-a-dead-worker | worker-1                   |
      | surviving-worker-drained             | draining node worker-2     |
      | worker-never-replaced                | node worker-1 is not Ready |

  Scenario Outline: Row control-plane-node: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                                 | reason                             |
      | control-plane-never-replaced             | node cp-2 is not Ready             |
      | control-planes-stopped-for-a-dead-one    | no answer of [cp-2]                |
      | healthy-member-removed-beside-a-dead-one | quorum would be at risk            |
      | second-control-plane-drained             | is still cordoned in the end       |
      | second-control-plane-upgraded            | so that quorum survives the restart of the one on cp-1 |

  Scenario Outline: Row etcd-member: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                         | reason                         |
      | healthy-member-replaced          | quorum would be at risk        |
      | member-never-rejoined            | etcd on [cp-2] does not answer |
      | member-only-restarted            | etcd on [cp-2] does not answer |
      | member-wiped-before-removal      | it is still one                |
      | rejoined-without-wipe            | data of an earlier member      |
      | restored-beside-old-data         | etcd to be whole               |
      | snapshot-restored-for-one-member | acknowledged entries are lost  |
      | two-members-removed              | quorum would be at risk        |

  Scenario Outline: Row etcd-quorum: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                             | reason                                                |
      | backup-too-old                       | age of the newest snapshot of etcd                    |
      | restored-and-not-started             | the cluster did not recover                           |
      | restored-on-one-member               | etcd to be whole                                      |
      | restored-under-running-control-plane | still running                                         |
      | same-name-on-all                     | etcd to be whole                                      |
      | snapshot-of-another-cluster          | cluster of the newest snapshot of etcd                |
      | snapshot-taken-after-the-loss        | without a snapshot of etcd before it |
      | truncated-snapshot-restored          | the snapshot that was taken                           |
      | unsealed-snapshot-restored           | the snapshot that was taken                           |

  Scenario Outline: Row certificate-expiry: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                                     | reason                     |
      | expired-certificates-renewed-without-restart | started before             |
      | kubelet-certificates-forgotten               | cp-1                       |
      | workers-certificates-forgotten               | node worker-1 is not Ready |
