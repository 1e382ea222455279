@drill
Feature: Upgrading a cluster by one minor version, in place and under load

  What an operator does with kubeadm, on real machines in containers, and in a simulation of them.
  The workload must not notice, no acknowledged write may be lost, and a wrong runbook has to fail
  for the reason it is wrong.

  @uninterrupted
  Scenario: A cluster with one control plane
    When the drill "upgrade-1.29-to-1.30-single" is run
    Then the verdict is PASS
    And every component is at "v1.30.4"
    And no acknowledged write is lost
    And no request to the workload failed

  @certify @real
  Scenario: Firedrill is killed in the middle of the upgrade
    Given the drill "upgrade-1.29-to-1.30-single" was killed once a component was at "v1.30.4"
    When it is resumed
    Then the verdict is PASS
    And every component is at "v1.30.4"
    And no acknowledged write is lost
    And no request to the workload failed

  @certify
  Scenario: A highly available cluster
    When the drill "upgrade-1.29-to-1.30" is run
    Then the verdict is PASS
    And every component is at "v1.30.4"
    And no acknowledged write is lost
    And no request to the workload failed

  @certify
  Scenario Outline: A wrong runbook: <runbook>
    When the drill "wrong/<runbook>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | runbook            | reason                               |
      | workers-first      | is newer than                        |
      | drain-deletes-pods | was deleted from                     |
      | no-uncordon        | was not followed by uncordoning      |
      | no-snapshot        | without a snapshot of etcd before it |
      | skipped-minor      | has a skipped minor                  |
      | apply-only         | is at v1.29.4, not v1.30.4           |

    @rows
    Examples: those that take longest on real clusters
      | runbook                          | reason          |
      | kubelet-before-other-api-servers | is newer than   |
      | images-not-loaded                | did not run for |
