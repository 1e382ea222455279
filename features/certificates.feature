@drill
Feature: Certificates that have expired

  Every leaf certificate of every node has really expired: the cluster's own authority has signed it,
  its time is over, and whoever verifies refuses it. What an operator renews, restarts and copies
  brings the cluster back, and leaving one of these out does not.

  Scenario: Every certificate of a cluster with one control plane has expired
    When the drill "certificate-expiry-single" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @rows
  Scenario: Every certificate of a highly available cluster has expired
    When the drill "certificate-expiry" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @simulated
  Scenario: Certificates that end within 30 days are reported and renewed
    When the drill "expiry-audit" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @rows
  Scenario: The authorities of a cluster with one control plane have expired
    When the drill "ca-expiry-single" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @rows
  Scenario: The authorities of a highly available cluster have expired
    When the drill "ca-expiry" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @simulated
  Scenario Outline: A wrong recovery: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                                  | reason                            |
      | certificates-renewed-on-one-control-plane | on node cp-2                      |
      | certificates-renewed-without-restart      | started before                    |
      | kubeconfig-not-copied                     | Unauthorized                      |
      | expiry-not-audited                        | expected at least 30 d left       |
      | authorities-not-renewed                   | certificate validity of ca        |
      | authorities-on-one-control-plane          | on node cp-2                      |
      | authorities-without-restart               | of etcd on node cp-1              |
      | pods-keep-the-old-authority               | since the authority was issued    |
      | joiners-not-told                          | kube-public/cluster-info          |
