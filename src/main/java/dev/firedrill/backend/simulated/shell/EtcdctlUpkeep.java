package dev.firedrill.backend.simulated.shell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.model.EtcdStatus;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What etcdctl does to keep a database small, of one endpoint; the words are etcdctl 3.5's. */
final class EtcdctlUpkeep {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HEXADECIMAL = 16;

  /** A disk writes 100 MiB in a second. */
  private static final long BYTES_A_MILLISECOND = 100L * 1024 * 1024 / 1000;

  private static final Duration OPENING = Duration.ofMillis(20);

  private final Simulation simulation;

  EtcdctlUpkeep(Simulation simulation) {
    this.simulation = simulation;
  }

  boolean knows(List<String> argv) {
    String words = words(argv);
    return words.equals("endpoint status --write-out json")
        || words.equals("alarm list")
        || words.equals("alarm disarm")
        || words.equals("defrag")
        || words.matches("compact \\d+( --physical)?");
  }

  Output run(List<String> argv, EtcdMember member) {
    String words = words(argv);
    String endpoint = InstalledTools.option(argv, "--endpoints").orElse("127.0.0.1:2379");
    if (words.startsWith("endpoint")) {
      return status(endpoint, member);
    }
    if (words.startsWith("compact")) {
      String revision = words.split(" ")[1];
      member.compact(Long.parseLong(revision));
      return Output.printed("compacted revision " + revision + "\n");
    }
    return switch (words) {
      case "alarm list" -> alarms(member.alarms());
      case "alarm disarm" -> alarms(member.disarm());
      default -> defragment(endpoint, member);
    };
  }

  /** Its words after the options of the connection. */
  private static String words(List<String> argv) {
    int first = 1;
    while (first < argv.size() && argv.get(first).startsWith("--")) {
      first += 2;
    }
    return String.join(" ", argv.subList(Math.min(first, argv.size()), argv.size()));
  }

  private Output defragment(String endpoint, EtcdMember member) {
    Duration taken = OPENING.plusMillis(member.inUse() / BYTES_A_MILLISECOND);
    if (!simulation.inEvent()) {
      simulation.sleep(taken);
    }
    member.defragment();
    return Output.printed("Finished defragmenting etcd member[" + endpoint + "]\n");
  }

  /** Each alarm with its member's number, unsigned and decimal. */
  private static Output alarms(List<String> alarms) {
    return Output.printed(
        alarms.stream().map(alarm -> line(alarm) + "\n").collect(Collectors.joining()));
  }

  private static String line(String alarm) {
    String[] words = alarm.split(" ");
    String id = new BigInteger(words[words.length - 1], HEXADECIMAL).toString();
    return "memberID:%s alarm:%s ".formatted(id, words[0]);
  }

  private static Output status(String endpoint, EtcdMember member) {
    EtcdStatus status = member.status();
    ArrayNode printed = JSON.createArrayNode();
    ObjectNode one = printed.addObject().put("Endpoint", endpoint).putObject("Status");
    one.putObject("header")
        .put("cluster_id", unsigned(member.clusterId()))
        .put("member_id", unsigned(status.memberId()))
        .put("revision", status.revision())
        .put("raft_term", member.term());
    one.put("version", status.version())
        .put("dbSize", status.dbSizeBytes())
        .put("leader", unsigned(status.leaderId()))
        .put("raftIndex", member.index())
        .put("raftTerm", member.term())
        .put("raftAppliedIndex", member.index());
    List<String> alarms = member.knownAlarms();
    if (!alarms.isEmpty()) {
      ArrayNode errors = one.putArray("errors");
      alarms.forEach(alarm -> errors.add(line(alarm)));
    }
    one.put("dbSizeInUse", member.inUse());
    return Output.printed(printed + "\n");
  }

  private static BigInteger unsigned(long id) {
    return new BigInteger(Long.toUnsignedString(id));
  }
}
