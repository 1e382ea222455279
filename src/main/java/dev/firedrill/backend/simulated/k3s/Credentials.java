package dev.firedrill.backend.simulated.k3s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The certificates and kubeconfigs of a machine. Authorities are made where they are not there; at
 * each start what ends within 90 days is made anew, and what lacks a name.
 */
final class Credentials {

  /** What all servers have in common, and what joining ones are given. */
  private static final List<String> AUTHORITIES =
      List.of("client-ca", "server-ca", "request-header-ca", "etcd/server-ca", "etcd/peer-ca");

  private static final String KEY_OF_ACCOUNTS = "service.key";
  private static final Duration RENEWED_BEFORE = Duration.ofDays(90);
  private static final String LOCAL_API = "https://127.0.0.1:6443";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Machine machine;
  private final Files files;
  private final Keys keys;
  private final Instant now;

  Credentials(Machine machine, Keys keys, Instant now) {
    this.machine = machine;
    this.files = machine.files();
    this.keys = keys;
    this.now = now;
  }

  /** Makes the authorities that are not there. */
  void makeAuthorities() {
    for (String name : AUTHORITIES) {
      if (!files.exists(Paths.TLS + name + ".crt")) {
        String called = "k3s-" + name.replace('/', '-') + "@" + now.getEpochSecond();
        write(
            Paths.TLS + name,
            Authority.create(keys, called, now, Authority.AUTHORITY_VALIDITY).asIssued());
      }
    }
    if (!files.exists(Paths.TLS + KEY_OF_ACCOUNTS)) {
      Issued pair = Authority.create(keys, "service", now, Authority.AUTHORITY_VALIDITY).asIssued();
      files.write(Paths.TLS + KEY_OF_ACCOUNTS, pair.keyPem());
    }
  }

  /** What joining servers are given, and what is kept in etcd. */
  byte[] shared() {
    Map<String, String> shared = new TreeMap<>();
    List<String> names = new ArrayList<>(List.of(KEY_OF_ACCOUNTS));
    AUTHORITIES.forEach(name -> names.addAll(List.of(name + ".crt", name + ".key")));
    names.forEach(name -> files.text(Paths.TLS + name).ifPresent(text -> shared.put(name, text)));
    try {
      return JSON.writeValueAsBytes(shared);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as JSON", e);
    }
  }

  /** Takes what another server, or etcd, has. */
  void take(byte[] shared) {
    try {
      JSON.readTree(shared)
          .properties()
          .forEach(each -> files.write(Paths.TLS + each.getKey(), each.getValue().asText()));
    } catch (IOException e) {
      throw new UncheckedIOException("bootstrap data that is no JSON", e);
    }
  }

  /**
   * {@code k3s certificate rotate}: what is signed by an authority is no more, and the next start
   * makes it anew.
   */
  static void rotate(Files files) {
    for (String folder : List.of(Paths.TLS, Paths.AGENT + "/")) {
      files.below(folder).stream().filter(Credentials::isOfLeaf).forEach(files::delete);
    }
    if (files.exists(Paths.TLS + KEY_OF_ACCOUNTS)) {
      files.write(Paths.RENEW_LISTENER, new byte[0]);
    }
  }

  private static boolean isOfLeaf(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return (name.endsWith(".crt") || name.endsWith(".key"))
        && !name.endsWith("-ca.crt")
        && !name.endsWith("-ca.key")
        && !name.equals(KEY_OF_ACCOUNTS);
  }

  /** The authority that joining machines know the API by. */
  String apiAuthority() {
    return files.text(Paths.TLS + "server-ca.crt").orElse("");
  }

  /** What a server needs beside the authorities. */
  void makeServers(Configuration told) {
    String node = machine.name().value();
    client("client-admin", Subject.client("system:admin", "system:masters"));
    client("client-supervisor", Subject.client("system:k3s-supervisor", "system:masters"));
    client("client-controller", Subject.client("system:kube-controller-manager"));
    client("client-scheduler", Subject.client("system:kube-scheduler"));
    client("client-kube-apiserver", Subject.client("system:apiserver", "system:masters"));
    client("client-kube-proxy", Subject.client("system:kube-proxy"));
    client("client-k3s-controller", Subject.client("system:k3s-controller"));
    client("client-k3s-cloud-controller", Subject.client("k3s-cloud-controller-manager"));
    leaf(Paths.TLS + "client-auth-proxy", "request-header-ca", Subject.client("system:auth-proxy"));
    leaf(Paths.TLS + "serving-kube-apiserver", "server-ca", api(told, node));
    leaf(Paths.TLS + "etcd/client", "etcd/server-ca", Subject.client("etcd-client"));
    leaf(Paths.TLS + "etcd/server-client", "etcd/server-ca", member(node, "etcd-server"));
    leaf(Paths.TLS + "etcd/peer-server-client", "etcd/peer-ca", member(node, "etcd-peer"));
    makeListener(api(told, node));
    files.write(
        machine.places().adminKubeconfig(),
        kubeconfig(
                LOCAL_API,
                apiAuthority(),
                text(files, Paths.TLS + "client-admin.crt"),
                text(files, Paths.TLS + "client-admin.key"))
            .yaml());
    for (String user : List.of("admin", "supervisor", "controller", "scheduler")) {
      ofServer(user, "client-" + user);
    }
    ofServer("cloud-controller", "client-k3s-cloud-controller");
  }

  private void ofServer(String user, String client) {
    write(
        Paths.CREDENTIALS + user + ".kubeconfig",
        LOCAL_API,
        Paths.TLS + "server-ca.crt",
        Paths.TLS + client);
  }

  /** Of k3s's listener, which all clients see. */
  private void makeListener(Subject subject) {
    if (files.exists(Paths.LISTENER) && !files.exists(Paths.RENEW_LISTENER)) {
      return;
    }
    Issued issued = issue(files, "server-ca", subject);
    Map<String, Object> secret =
        Map.of(
            "data",
            Map.of("tls.crt", bytes(issued.certificatePem()), "tls.key", bytes(issued.keyPem())));
    try {
      files.write(Paths.LISTENER, JSON.writeValueAsBytes(secret));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bytes can be written as JSON", e);
    }
    files.delete(Paths.RENEW_LISTENER);
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What the machine's node needs, signed by a server's authorities.
   *
   * @param server whose authorities sign
   * @param api the URL by which the node speaks to the API
   * @param dns the address of the cluster's DNS
   */
  void makeNodes(Files server, String api, String dns) {
    String node = machine.name().value();
    files.write(Paths.AGENT + "/client-ca.crt", text(server, Paths.TLS + "client-ca.crt"));
    files.write(Paths.AGENT + "/server-ca.crt", text(server, Paths.TLS + "server-ca.crt"));
    node(server, "client-kubelet", Subject.client("system:node:" + node, "system:nodes"));
    handedOut(server, "client-kube-proxy");
    handedOut(server, "client-k3s-controller");
    Subject serving =
        Subject.server(node, List.of(node, "localhost"), List.of("127.0.0.1", machine.address()));
    write(machine.places().kubeletServing(), issue(server, "server-ca", serving));
    ofAgent("kubelet", api, "client-kubelet");
    ofAgent("kubeproxy", api, "client-kube-proxy");
    ofAgent("k3scontroller", api, "client-k3s-controller");
    files.write(
        machine.places().kubeletConfiguration(),
        "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nclusterDNS: [%s]\n"
            .formatted(dns));
  }

  private Subject api(Configuration told, String node) {
    List<String> names =
        new ArrayList<>(
            List.of(
                node,
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local"));
    List<String> addresses =
        new ArrayList<>(List.of("127.0.0.1", machine.address(), told.apiService()));
    for (String each : told.names()) {
      List<String> list = each.matches("[0-9.]+") ? addresses : names;
      if (!list.contains(each)) {
        list.add(each);
      }
    }
    return Subject.server("k3s", names, addresses);
  }

  private Subject member(String node, String name) {
    List<String> addresses = List.of("127.0.0.1", "::1", machine.address());
    return Subject.server(name, List.of("localhost", node), addresses).alsoClient();
  }

  private void client(String name, Subject subject) {
    leaf(Paths.TLS + name, "client-ca", subject);
  }

  private void leaf(String path, String authority, Subject subject) {
    Optional<X509Certificate> there = files.read(path + ".crt").map(Pem::certificate);
    if (there.filter(each -> isGood(each, subject)).isEmpty()) {
      write(path, issue(files, authority, subject));
    }
  }

  private boolean isGood(X509Certificate certificate, Subject wanted) {
    Subject named = Subject.of(certificate);
    return certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE))
        && named.dnsNames().containsAll(wanted.dnsNames())
        && addresses(named).containsAll(addresses(wanted));
  }

  /** Without those of IPv6, which may be written in several ways. */
  private static List<String> addresses(Subject subject) {
    return subject.addresses().stream().filter(each -> !each.contains(":")).toList();
  }

  /** An agent asks its server for them at each start. */
  private void node(Files server, String name, Subject subject) {
    write(Paths.AGENT + "/" + name, issue(server, "client-ca", subject));
  }

  /** A server hands out its own, as the files that they are. */
  private void handedOut(Files server, String name) {
    for (String file : List.of(name + ".crt", name + ".key")) {
      files.write(Paths.AGENT + "/" + file, text(server, Paths.TLS + file));
    }
  }

  private Issued issue(Files signer, String authority, Subject subject) {
    byte[] certificate =
        text(signer, Paths.TLS + authority + ".crt").getBytes(StandardCharsets.US_ASCII);
    byte[] key = text(signer, Paths.TLS + authority + ".key").getBytes(StandardCharsets.US_ASCII);
    return Authority.parse(certificate, key).issue(keys, subject, now, Authority.LEAF_VALIDITY);
  }

  private void ofAgent(String user, String api, String client) {
    write(
        Paths.AGENT + "/" + user + ".kubeconfig",
        api,
        Paths.AGENT + "/server-ca.crt",
        Paths.AGENT + "/" + client);
  }

  /** All it says is in files of their own, which clients read again. */
  private void write(String path, String server, String authority, String client) {
    files.write(path, kubeconfig(server, "", "", "").yamlNaming(authority, client));
  }

  private static Kubeconfig kubeconfig(
      String server, String authority, String certificate, String key) {
    return new Kubeconfig("default", server, authority, "default", certificate, key, "");
  }

  private void write(String path, Issued issued) {
    files.write(path + ".crt", issued.certificatePem());
    files.write(path + ".key", issued.keyPem());
  }

  private static String text(Files from, String path) {
    return from.text(path)
        .orElseThrow(() -> new StartFailed("open " + path + ": no such file or directory"));
  }
}
