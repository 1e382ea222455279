package dev.firedrill.mutants;

import static dev.firedrill.mutants.Defects.byDistribution;
import static dev.firedrill.mutants.Defects.mutant;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.testing.Overridden;
import java.util.List;

/** Joins that do not find out what is done already. */
final class JoinMutants {

  private static final String REPEATED = "repeated-steps";

  private JoinMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant(
            "join-worker/resets-what-has-joined",
            "A join that is run again takes back the node that has joined, pods and all.",
            REPEATED,
            "join-worker",
            byDistribution(JoinMutants::joinedNever),
            "requests failed, at most 0 allowed"),
        mutant(
            "join-worker/joins-twice",
            "A join that is run again joins a node that has joined.",
            REPEATED,
            "join-worker",
            byDistribution(JoinMutants::joinedNeverAndNoReset),
            "kubeadm join"));
  }

  private static Distribution joinedNever(Distribution distribution) {
    return bootstrapping(
        distribution,
        new Object() {
          public boolean hasJoined(NodeShell node) {
            return false;
          }
        });
  }

  private static Distribution joinedNeverAndNoReset(Distribution distribution) {
    return bootstrapping(
        distribution,
        new Object() {
          public boolean hasJoined(NodeShell node) {
            return false;
          }

          public boolean reset(NodeShell node) {
            return false;
          }
        });
  }

  private static Distribution bootstrapping(Distribution distribution, Object others) {
    Bootstrap bootstrap = Overridden.with(Bootstrap.class, distribution.bootstrap(), others);
    return Overridden.with(
        Distribution.class,
        distribution,
        new Object() {
          public Bootstrap bootstrap() {
            return bootstrap;
          }
        });
  }
}
