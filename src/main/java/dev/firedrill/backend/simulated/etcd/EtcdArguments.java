package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.network.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What etcd was started with, read from its flags; defaults as etcd has them. */
record EtcdArguments(
    String name,
    String dataFolder,
    Map<String, List<String>> initialCluster,
    boolean existing,
    String token,
    List<String> clientUrls,
    long quota,
    Duration election,
    Duration longestElection,
    int clientPort,
    int peerPort,
    Certificates certificates) {

  /** What etcd allows its database to grow to where nothing is said: 2 GiB. */
  private static final long DEFAULT_QUOTA = 2L * 1024 * 1024 * 1024;

  /** The files of its certificates and authorities; empty texts where it speaks without TLS. */
  record Certificates(String server, String trusted, String peer, String trustedPeers) {}

  static EtcdArguments parse(List<String> command) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (String argument : command) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        flags.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
    }
    String name = flags.getOrDefault("name", "default");
    return new EtcdArguments(
        name,
        flags.getOrDefault("data-dir", name + ".etcd"),
        cluster(flags.getOrDefault("initial-cluster", "default=http://localhost:2380")),
        flags.getOrDefault("initial-cluster-state", "new").equals("existing"),
        flags.getOrDefault("initial-cluster-token", "etcd-cluster"),
        List.of(flags.getOrDefault("advertise-client-urls", "http://localhost:2379").split(",")),
        quota(Long.parseLong(flags.getOrDefault("quota-backend-bytes", "0"))),
        Duration.ofMillis(election(flags)),
        Duration.ofMillis(
            2 * election(flags) - Long.parseLong(flags.getOrDefault("heartbeat-interval", "0"))),
        port(flags.getOrDefault("listen-client-urls", "http://localhost:2379")),
        port(flags.getOrDefault("listen-peer-urls", "http://localhost:2380")),
        new Certificates(
            flags.getOrDefault("cert-file", ""),
            flags.getOrDefault("trusted-ca-file", ""),
            flags.getOrDefault("peer-cert-file", ""),
            flags.getOrDefault("peer-trusted-ca-file", "")));
  }

  private static long election(Map<String, String> flags) {
    return Long.parseLong(flags.getOrDefault("election-timeout", "1000"));
  }

  /** The host and port of a URL. */
  static Address address(String url) {
    URI uri = URI.create(url);
    return new Address(uri.getHost(), uri.getPort());
  }

  /** Of the first of several URLs; all of kubeadm's have one port. */
  private static int port(String urls) {
    return address(urls.split(",")[0]).port();
  }

  /** 0 means the default, less than that no limit. */
  private static long quota(long flag) {
    if (flag < 0) {
      return Long.MAX_VALUE;
    }
    return flag == 0 ? DEFAULT_QUOTA : flag;
  }

  private static Map<String, List<String>> cluster(String flag) {
    Map<String, List<String>> urls = new LinkedHashMap<>();
    for (String member : flag.split(",")) {
      int equals = member.indexOf('=');
      urls.computeIfAbsent(member.substring(0, equals), name -> new ArrayList<>())
          .add(member.substring(equals + 1));
    }
    return urls;
  }
}
