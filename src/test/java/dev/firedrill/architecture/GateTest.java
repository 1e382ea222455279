package dev.firedrill.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The gate runs what the README tells people to run, on real clusters; it was once cut to a digit.
 */
class GateTest {

  @Test
  void the_gate_runs_the_readmes_test_command_and_takes_no_skip_of_real_clusters()
      throws IOException {
    String gate = Files.readString(Path.of(".ci/run"));
    String command = "verify -Pgate";
    assertThat(Files.readString(Path.of("README.md"))).contains("mvn " + command);
    assertThat(gate)
        .startsWith("#!/usr/bin/env bash")
        .containsPattern("(?m)^mvn .*" + command + "$")
        .containsPattern("(?m)^export FIREDRILL_REQUIRE_CONTAINERS=1$")
        .containsPattern("(?m)^clusters/engine up$");
  }

  @Test
  void the_gate_leaves_out_rows_and_what_it_resumes_of_what_real_clusters_are_certified_by()
      throws IOException {
    assertThat(leftOut("gate"))
        .containsExactlyInAnyOrder("contract", "rows", "seeds", "uninterrupted");
    assertThat(leftOut("certify")).containsExactlyInAnyOrder("contract", "seeds");
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom)
        .as("what is run on real clusters")
        .contains("<excludedGroups>(${firedrill.excludedTags}) | simulated</excludedGroups>")
        .contains("<excludedGroups>(${firedrill.excludedTags}) &amp; !drill</excludedGroups>");
  }

  @Test
  void the_gate_drills_k3s_too() throws IOException {
    assertThat(Files.readString(Path.of(".ci/run")))
        .containsPattern("(?m)^\\./firedrill images build .*\\+k3s\\d");
    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern("(?s)<id>gate</id>.*<groups>smoke</groups>.*>k3s<.*<id>certify</id>");
    assertThat(Files.readString(Path.of("features/recovery.feature"))).contains("@smoke");
  }

  @Test
  void every_tag_of_a_feature_is_one_that_the_build_knows() throws IOException {
    Set<String> tags = new TreeSet<>();
    try (Stream<Path> features = Files.list(Path.of("features"))) {
      for (Path feature : features.filter(each -> each.toString().endsWith(".feature")).toList()) {
        for (String line : Files.readAllLines(feature)) {
          if (line.strip().startsWith("@")) {
            tags.addAll(List.of(line.strip().split("\\s+")));
          }
        }
      }
    }
    assertThat(tags)
        .contains("@rows", "@uninterrupted")
        .isSubsetOf(
            "@drill", "@certify", "@rows", "@real", "@simulated", "@smoke", "@uninterrupted");
  }

  private static Set<String> leftOut(String profile) throws IOException {
    Matcher tags =
        Pattern.compile(
                "<profile>\\s*<id>%s</id>\\s*<properties>\\s*".formatted(profile)
                    + "<firedrill.excludedTags>([^<]*)</firedrill.excludedTags>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(tags.find()).as("profile %s and the tags it leaves out", profile).isTrue();
    return Set.of(tags.group(1).split("\\s*\\|\\s*"));
  }
}
