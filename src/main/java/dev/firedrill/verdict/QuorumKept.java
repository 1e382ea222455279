package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.model.Expectations;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * After the cluster's creation a majority of the etcd members answered linearizable reads, but for
 * the moment in which members elect a new leader. See "Failure tolerance" in etcd's FAQ: a cluster
 * of n members needs n/2+1.
 *
 * <p>While a leader is elected nobody answers such a read although the quorum is there. Members
 * wait for a leader between once and twice their election timeout, and where their votes are split
 * once more: too few answers that last longer, by a second, are a quorum lost.
 *
 * <p>One member alone tolerates no failure: restarting it gives its quorum up, and no order of
 * steps can avoid that. What is seen of it is noted; how long it may be away is the API's budget.
 */
final class QuorumKept implements Checker {

  private static final String OBJECT = "etcd members";
  private static final Duration LONGEST_VOTE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "etcd quorum";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Optional<Interval> span = Spans.afterCreation(history);
    List<EtcdSeen> looks =
        history
            .of(EtcdSeen.class)
            .filter(seen -> span.filter(s -> !seen.at().isBefore(s.from())).isPresent())
            .sorted(Comparator.comparing(EtcdSeen::at))
            .toList();
    if (looks.isEmpty()) {
      assessment.missing("the etcd members were never looked at");
    }
    Disruption fault = Disruption.of(history);
    Disturbed disturbed = Disturbed.of(history);
    Duration election = election(history);
    int voters = -1;
    for (int i = 0; i < looks.size(); i++) {
      EtcdSeen seen = looks.get(i);
      voters = seen.voters() < 0 ? voters : seen.voters();
      if (fault.isBroken(seen.at())) {
        continue;
      }
      if (disturbed.at(seen.at())) {
        excuse(seen, voters, disturbed, assessment);
      } else if (voters > 0 && isElection(looks, i, voters, election)) {
        assessment.note(seen.at(), OBJECT, "electing a leader, healthy " + seen.healthy());
      } else {
        judge(seen, voters, assessment);
      }
    }
    fault.noteIn(assessment);
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude("etcd had its quorum at all %d looks".formatted(looks.size()));
  }

  /** What a fault takes it may take; what steps do meanwhile is judged with the steps. */
  private static void excuse(
      EtcdSeen seen, int voters, Disturbed disturbed, Assessment assessment) {
    if (voters < 0 || !hasMajority(seen, voters)) {
      disturbed.excuse(assessment, seen.at(), OBJECT, "healthy " + seen.healthy());
    }
  }

  /** How long two elections take at most. */
  private static Duration election(History history) {
    return history
        .of(RunStarted.class)
        .findFirst()
        .map(run -> run.electionTimeout().multipliedBy(4).plus(LONGEST_VOTE))
        .orElse(LONGEST_VOTE);
  }

  /** Too few answered at this look, and enough of them soon before and soon after it. */
  private static boolean isElection(List<EtcdSeen> looks, int index, int voters, Duration longest) {
    if (hasMajority(looks.get(index), voters)) {
      return false;
    }
    Instant first = looks.get(index).at();
    for (int i = index; i >= 0 && !hasMajority(looks.get(i), voters); i--) {
      first = looks.get(i).at();
    }
    for (int i = index; i < looks.size(); i++) {
      if (hasMajority(looks.get(i), voters)) {
        return Duration.between(first, looks.get(i).at()).compareTo(longest) < 0;
      }
    }
    return false;
  }

  private static boolean hasMajority(EtcdSeen seen, int voters) {
    return seen.healthy().stream().distinct().count() >= voters / 2 + 1;
  }

  /**
   * Judges one look.
   *
   * @param voters how many voters were known last; -1 where it was never known
   */
  private static void judge(EtcdSeen seen, int voters, Assessment assessment) {
    long healthy = seen.healthy().stream().distinct().count();
    if (voters == 1 && healthy == 0) {
      assessment.note(seen.at(), OBJECT, "the only member did not answer");
      return;
    }
    if (healthy == 0) {
      assessment.violation(
          seen.at(), OBJECT, "no quorum: no member answered a linearizable read" + of(voters));
      return;
    }
    if (voters < 0) {
      assessment.doubt(seen.at(), OBJECT, "nobody could say how many voters there are");
      return;
    }
    int majority = voters / 2 + 1;
    if (healthy >= majority) {
      return;
    }
    String sight =
        "%d of %d voters healthy %s, quorum is %d"
            .formatted(healthy, voters, seen.healthy(), majority);
    if (seen.voters() < 0) {
      assessment.doubt(seen.at(), OBJECT, sight + ", by the last known number of voters");
    } else {
      assessment.violation(seen.at(), OBJECT, "no quorum: " + sight);
    }
  }

  private static String of(int voters) {
    return voters < 0 ? "" : ", of %d voters".formatted(voters);
  }
}
