package dev.firedrill.backend.simulated.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as kube-apiserver 1.29 gives them (its pkg/printers/internalversion). */
class TablesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "119, 119s",
    "120, 2m",
    "125, 2m5s",
    "600, 10m",
    "10799, 179m",
    "10800, 3h",
    "11000, 3h3m",
    "30000, 8h",
    "172799, 47h",
    "172800, 2d",
    "180000, 2d2h",
    "691200, 8d",
    "34560000, 400d",
    "63072000, 2y",
    "63244800, 2y2d",
    "-5, <invalid>"
  })
  void an_age_is_written_as_kubectl_writes_it(long seconds, String text) {
    assertThat(Age.text(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void a_pod_is_what_keeps_it_from_running() {
    assertThat(cells(pod("'phase':'Pending'", "")))
        .containsExactly("p", "0/1", "Pending", "0", "5m", "<none>", "n", "<none>", "<none>");
    assertThat(cells(pod(container("'running':{}", true, 0), "")))
        .startsWith("p", "1/1", "Running", "0");
    assertThat(cells(pod(container("'waiting':{'reason':'CrashLoopBackOff'}", false, 3), "")))
        .startsWith("p", "0/1", "CrashLoopBackOff", "3");
    assertThat(cells(pod(container("'terminated':{'exitCode':2}", false, 0), "")))
        .startsWith("p", "0/1", "ExitCode:2");
    assertThat(cells(pod(container("'running':{}", true, 0), ",'deletionTimestamp':'x'")))
        .startsWith("p", "1/1", "Terminating");
    assertThat(
            cells(pod("'phase':'Pending','initContainerStatuses':[{'state':{'waiting':{}}}]", "")))
        .startsWith("p", "0/1", "Init:0/0");
  }

  @Test
  void a_restart_says_how_long_ago_it_was() {
    String restarted =
        "'phase':'Running','containerStatuses':[{'ready':true,'restartCount':2,'state':{'running':{}},"
            + "'lastState':{'terminated':{'finishedAt':'2026-01-01T00:59:00Z'}}}]";
    assertThat(cells(pod(restarted, ""))).contains("2 (60s ago)");
  }

  @Test
  void a_node_says_whether_it_takes_pods() {
    String node =
        "{'kind':'Node','metadata':{'name':'n','creationTimestamp':'2026-01-01T00:00:00Z',"
            + "'labels':{'node-role.kubernetes.io/control-plane':''}},'spec':{'unschedulable':true},"
            + "'status':{'conditions':[{'type':'Ready','status':'%s'}],"
            + "'nodeInfo':{'kubeletVersion':'v1.29.4'}}}";
    assertThat(cells(node.formatted("True")))
        .startsWith("n", "Ready,SchedulingDisabled", "control-plane", "60m", "v1.29.4");
    assertThat(cells(node.formatted("Unknown"))).startsWith("n", "NotReady,SchedulingDisabled");
  }

  @Test
  void a_list_has_a_row_for_each_and_its_version() {
    JsonNode table =
        table(
            "{'kind':'ConfigMapList','metadata':{'resourceVersion':'7'},'items':["
                + "{'metadata':{'name':'a','namespace':'x'},'data':{'k':'v'}},"
                + "{'metadata':{'name':'b'}}]}",
            "Metadata");
    assertThat(table.path("kind").asText()).isEqualTo("Table");
    assertThat(table.at("/metadata/resourceVersion").asText()).isEqualTo("7");
    assertThat(table.path("rows")).hasSize(2);
    assertThat(table.at("/rows/0/cells/1").asText()).isEqualTo("1");
    assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(table.at("/rows/0/object/metadata/namespace").asText()).isEqualTo("x");
    assertThat(table.at("/rows/0/object").has("data")).isFalse();
    assertThat(table.at("/columnDefinitions/0/name").asText()).isEqualTo("Name");
  }

  @Test
  void an_event_of_a_watch_has_one_row_and_a_bookmark_stays_what_it_is() throws IOException {
    byte[] added = json("{'type':'ADDED','object':{'kind':'ConfigMap','metadata':{'name':'a'}}}");
    JsonNode first = JSON.readTree(Tables.ofEvent(added, "Object", NOW, true));
    JsonNode second = JSON.readTree(Tables.ofEvent(added, "Object", NOW, false));
    assertThat(first.at("/object/rows")).hasSize(1);
    assertThat(first.at("/object/columnDefinitions")).isNotEmpty();
    assertThat(second.at("/object/columnDefinitions")).isEmpty();
    byte[] bookmark = json("{'type':'BOOKMARK','object':{'kind':'ConfigMap'}}");
    assertThat(JSON.readTree(Tables.ofEvent(bookmark, "Object", NOW, false)))
        .isEqualTo(JSON.readTree(bookmark));
  }

  private static String pod(String status, String metadata) {
    return "{'kind':'Pod','metadata':{'name':'p','creationTimestamp':'2026-01-01T00:55:00Z'%s},"
            .formatted(metadata)
        + "'spec':{'nodeName':'n','containers':[{}]},'status':{%s}}".formatted(status);
  }

  private static String container(String state, boolean ready, int restarts) {
    return "'phase':'Running','containerStatuses':[{'state':{%s},'ready':%s,'restartCount':%d}]"
        .formatted(state, ready, restarts);
  }

  private static List<String> cells(String object) {
    List<String> cells = new ArrayList<>();
    table(object, "None").at("/rows/0/cells").forEach(cell -> cells.add(cell.asText()));
    return cells;
  }

  private static JsonNode table(String object, String include) {
    try {
      return JSON.readTree(Tables.of(json(object), include, NOW));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
