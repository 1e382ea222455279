@drill
Feature: Recovering from what was lost

  A machine, an etcd member or the quorum is really lost. The recovery clock runs from the moment the
  loss is seen until everything that the row of the recovery table asks for holds again.

  @smoke
  Scenario: One etcd member of three has lost its data
    When the drill "etcd-member-failure" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  @certify @rows
  Scenario: Every machine is lost with its disk
    When the drill "total-cluster-loss" is run
    Then the verdict is PASS

  @certify @rows
  Scenario Outline: A loss of the recovery table: <drill>
    When the drill "<drill>" is run
    Then the verdict is PASS

    Examples:
      | drill                      |
      | worker-failure             |
      | etcd-quorum-loss           |
      | control-plane-node-failure |
      | control-plane-replaced     |

  @certify @simulated
  Scenario: Every machine is lost with the key that Secrets are encrypted by
    When the drill "total-cluster-loss-encrypted" is run
    Then the verdict is PASS

  @certify @simulated
  Scenario Outline: A wrong recovery from the loss of every machine: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                           | reason                                      |
      | rebuilt-without-pki                | restore the PKI first                       |
      | service-account-keys-not-backed-up | missing: [/etc/kubernetes/pki/sa.pub        |
      | encryption-configuration-not-backed-up | missing: [/etc/kubernetes/pki/encryption-configuration.yaml |
      | rebuilt-without-snapshot           | acknowledged entries are lost               |
      | lost-nodes-not-removed             | You must delete the existing Node           |
