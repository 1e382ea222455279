package dev.firedrill.backend.simulated.k3s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.backend.simulated.machine.Files;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What k3s is told by its {@code config.yaml}; defaults as k3s has them.
 *
 * @param server the URL of the server to join; empty where there is none
 * @param tokenFile the file of the token; empty where k3s makes one
 * @param podSubnet the cluster's network of pods
 * @param serviceSubnet its network of services
 * @param dns the address of its DNS
 * @param names further names and addresses of the API
 * @param taints those that its node has from the beginning, as {@code key:effect}
 */
record Configuration(
    String server,
    String tokenFile,
    String podSubnet,
    String serviceSubnet,
    String dns,
    List<String> names,
    List<String> taints) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  Configuration {
    names = List.copyOf(names);
    taints = List.copyOf(taints);
  }

  static Configuration read(Files files, String file) {
    String text = files.text(file).orElse("");
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no YAML", e);
    }
    return new Configuration(
        root.path("server").asText(),
        root.path("token-file").asText(),
        root.path("cluster-cidr").asText("10.42.0.0/16"),
        root.path("service-cidr").asText("10.43.0.0/16"),
        root.path("cluster-dns").asText("10.43.0.10"),
        texts(root.path("tls-san")),
        texts(root.path("node-taint")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  /** The address of the API's Service. */
  String apiService() {
    return serviceSubnet.substring(0, serviceSubnet.lastIndexOf('.')) + ".1";
  }
}
