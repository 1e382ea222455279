@drill @certify @simulated
Feature: Clocks that disagree

  A clock that is wrong shows nowhere until a certificate is issued, a token ends or a machine joins.
  Containers share the clock of their host, so that only simulated machines have one of their own.

  Scenario: The machine that replaces a worker has a clock that is two hours behind
    When the drill "clock-skew" is run
    Then the verdict is PASS
    And no acknowledged write is lost

  Scenario Outline: A wrong way: <recovery>
    When the drill "wrong/<recovery>" is run
    Then the verdict is FAIL
    And a finding says "<reason>", which its author expects

    Examples:
      | recovery                    | reason                                      |
      | joined-with-a-clock-behind  | certificate has expired or is not yet valid |
      | clock-never-set             | clock of node worker-1                      |
      | upgraded-with-a-clock-ahead | clock of node worker-1                      |
