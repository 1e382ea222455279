package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.model.Expectations;
import java.util.List;
import java.util.Optional;

/**
 * At every look after the cluster's creation a majority of the etcd members answered a linearizable
 * read. See "Failure tolerance" in etcd's FAQ: a cluster of n members needs n/2+1.
 *
 * <p>One member alone tolerates no failure: restarting it gives its quorum up, and no order of
 * steps can avoid that. What is seen of it is noted; how long it may be away is the API's budget.
 */
final class QuorumKept implements Checker {

  private static final String OBJECT = "etcd members";

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
            .toList();
    if (looks.isEmpty()) {
      assessment.missing("the etcd members were never looked at");
    }
    int voters = -1;
    for (EtcdSeen seen : looks) {
      voters = seen.voters() < 0 ? voters : seen.voters();
      judge(seen, voters, assessment);
    }
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude("etcd had its quorum at all %d looks".formatted(looks.size()));
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
