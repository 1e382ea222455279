package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyChange;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import dev.firedrill.backend.simulated.etcd.Range;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects in etcd, as JSON that has its resourceVersion in it already. */
final class ObjectStore {

  private static final String LOCALHOST = "127.0.0.1";

  private final Network network;
  private final String host;
  private final Address member;
  private final @Nullable FileIdentity identity;
  private final Map<String, Parsed> parsed = new HashMap<>();
  private final Map<Resource, OwnedObjects> owned = new HashMap<>();
  private final PodsOfNodes pods = new PodsOfNodes();
  private @Nullable Written written;

  /**
   * Objects in the member on that host.
   *
   * @param port where the member listens for clients
   * @param identity what the member is shown and who is trusted; null for speaking without TLS
   */
  ObjectStore(Network network, String host, int port, @Nullable FileIdentity identity) {
    this.network = network;
    this.host = host;
    this.member = new Address(host, port);
    this.identity = identity;
  }

  private record Parsed(long revision, ObjectNode object) {}

  private record Written(ObjectNode object, byte[] bytes) {}

  /** The answer that has this object in it: what etcd has, where it was the last to be written. */
  ApiReply reply(int status, ObjectNode object) {
    Written last = written;
    written = null;
    return last != null && last.object() == object
        ? new ApiReply(status, Requests.JSON, last.bytes(), List.of(last.bytes()))
        : new ApiReply(status, Requests.JSON, Json.bytes(object));
  }

  Optional<KeyValue> raw(String key) {
    return ask(etcd -> etcd.get(key));
  }

  /** A copy, to be changed at will. */
  Optional<ObjectNode> get(String key) {
    return raw(key).map(found -> parse(found).deepCopy());
  }

  ObjectNode get(Target target) {
    return get(target.key())
        .orElseThrow(() -> ApiFailure.notFound(target.resource(), target.name()));
  }

  /** The object, which is shared: not to be changed. */
  ObjectNode shared(Target target) {
    return raw(target.key())
        .map(this::parse)
        .orElseThrow(() -> ApiFailure.notFound(target.resource(), target.name()));
  }

  Range list(String prefix, String from, int limit, long revision) {
    return ask(etcd -> etcd.range(prefix, from, limit, revision));
  }

  /** The object, which is shared: not to be changed. */
  ObjectNode parse(KeyValue value) {
    Parsed known = parsed.get(value.key());
    if (known == null || known.revision() != value.modRevision()) {
      known = new Parsed(value.modRevision(), Json.stored(value.value()));
      parsed.put(value.key(), known);
    }
    return known.object();
  }

  /** All objects of that kind that have an owner, in all namespaces. */
  List<byte[]> owned(Resource resource) {
    OwnedObjects known = owned.computeIfAbsent(resource, OwnedObjects::new);
    return ask(known::in);
  }

  /** Pods that name the node; among them may be some that are not on it. */
  List<KeyValue> podsNaming(String node) {
    return ask(etcd -> List.copyOf(pods.on(node, etcd)));
  }

  ObjectNode create(Target target, ObjectNode object) {
    if (!put(target.key(), object, 0)) {
      throw ApiFailure.alreadyExists(target.resource(), target.name());
    }
    return object;
  }

  /** Puts it in the place of what it was made from. */
  ObjectNode update(Target target, ObjectNode before, ObjectNode after) {
    if (!put(target.key(), after, revision(before))) {
      throw ApiFailure.modified(target.resource(), target.name());
    }
    return after;
  }

  void delete(Target target, ObjectNode object) {
    if (ask(etcd -> etcd.delete(target.key(), revision(object))) == 0) {
      throw ApiFailure.modified(target.resource(), target.name());
    }
    parsed.remove(target.key());
  }

  long changes(Resource resource) {
    return ask(etcd -> etcd.changes(resource.bucket()));
  }

  List<Long> changes(List<Resource> resources) {
    return ask(
        etcd -> {
          List<Long> found = new ArrayList<>(resources.size());
          for (Resource each : resources) {
            found.add(etcd.changes(each.bucket()));
          }
          return found;
        });
  }

  /** The newest revision that changed an object of these kinds, by a linearizable read. */
  long lastChange(List<Resource> resources) {
    return ask(
        etcd -> {
          etcd.linearizableRead();
          long newest = 0;
          for (Resource each : resources) {
            newest = Math.max(newest, etcd.changes(each.bucket()));
          }
          return newest;
        });
  }

  List<KeyChange> changesSince(String folder, long revision) {
    return ask(etcd -> etcd.changesSince(folder, revision));
  }

  /** How far this server's etcd member has come; others may have come further. */
  long localRevision() {
    return ask(etcd -> etcd.status().revision());
  }

  void compactAt(long revision) {
    ask(
        etcd -> {
          // It notes in etcd that it compacts, which is a put.
          etcd.takesPuts();
          etcd.compact(revision);
          return revision;
        });
  }

  /** True where etcd answers a linearizable read. */
  boolean answers() {
    try {
      ask(etcd -> etcd.get("/registry/health"));
      return true;
    } catch (ApiFailure e) {
      return false;
    }
  }

  long revision() {
    return ask(etcd -> etcd.nextRevision() - 1);
  }

  /** Puts it, whatever is there. */
  void overwrite(String key, ObjectNode object) {
    put(key, object, raw(key).map(KeyValue::modRevision).orElse(0L));
  }

  private boolean put(String key, ObjectNode object, long expected) {
    return ask(
        etcd -> {
          Json.in(object, "metadata").put("resourceVersion", Long.toString(etcd.nextRevision()));
          byte[] bytes = Json.bytes(object);
          boolean put = etcd.put(key, bytes, expected) != 0;
          written = put ? new Written(object, bytes) : null;
          return put;
        });
  }

  private static long revision(ObjectNode object) {
    return object.path("metadata").path("resourceVersion").asLong();
  }

  private void verify(EtcdMember etcd) {
    if (identity == null || etcd.identity().isEmpty()) {
      return;
    }
    identity
        .refusedBy(etcd.identity().get(), LOCALHOST)
        .ifPresent(
            why -> {
              throw ApiFailure.of(
                  500,
                  "",
                  "rpc error: code = Unavailable desc = connection error: desc = \"transport:"
                      + " authentication handshake failed: "
                      + why
                      + "\"");
            });
  }

  private <T> T ask(Function<EtcdMember, T> question) {
    try {
      EtcdMember etcd = (EtcdMember) network.connect(host, member);
      verify(etcd);
      return question.apply(etcd);
    } catch (Unreachable e) {
      throw ApiFailure.of(
          500,
          "",
          "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
              + " dialing: dial tcp 127.0.0.1:"
              + member.port()
              + ": connect: connection refused\"");
    } catch (EtcdFailure e) {
      throw EtcdFailure.COMPACTED.equals(e.getMessage())
          ? ApiFailure.of(
              410,
              "Expired",
              "The provided continue parameter is too old to display a consistent list result. You"
                  + " can start a new list without the continue parameter, or use the continue"
                  + " token in this response to retrieve the remainder of the results.")
          : ApiFailure.of(500, "", String.valueOf(e.getMessage()));
    }
  }
}
