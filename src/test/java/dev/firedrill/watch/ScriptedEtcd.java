package dev.firedrill.watch;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.EtcdUnavailable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Members that are up, down, or hang until released, as a test says. */
final class ScriptedEtcd implements EtcdAdmin {

  final Set<NodeName> down = ConcurrentHashMap.newKeySet();
  final Set<NodeName> hanging = ConcurrentHashMap.newKeySet();
  final CountDownLatch released = new CountDownLatch(1);
  volatile boolean broken;
  private final Map<NodeName, Long> ids;

  ScriptedEtcd(Map<NodeName, Long> ids) {
    this.ids = Map.copyOf(ids);
  }

  @Override
  public List<EtcdMember> members() {
    if (broken) {
      throw new IllegalStateException("a defect of the harness");
    }
    return ids.entrySet().stream()
        .map(
            each ->
                new EtcdMember(each.getValue(), each.getKey().value(), List.of(), List.of(), false))
        .toList();
  }

  @Override
  public EtcdStatus status(NodeName node) {
    return new EtcdStatus(ids.get(node), "3.5.12", 1, 7, 7);
  }

  @Override
  public long hashKv(NodeName node, long revision) {
    throw new UnsupportedOperationException("hashKv");
  }

  @Override
  public List<String> alarms() {
    throw new UnsupportedOperationException("alarms");
  }

  @Override
  public EtcdMember add(String peerUrl) {
    throw new UnsupportedOperationException("add");
  }

  @Override
  public void remove(long memberId) {
    throw new UnsupportedOperationException("remove");
  }

  @Override
  public boolean healthy(NodeName node) {
    if (hanging.contains(node)) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (down.contains(node)) {
      throw new EtcdUnavailable("member on " + node + " is down", new IllegalStateException());
    }
    return true;
  }

  @Override
  public void refresh() {}
}
