package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.model.Component;
import dev.firedrill.ports.NodeShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One process, etcd's member in it: none of its parts is stopped without the others. */
final class K3sControlPlane implements ControlPlane {

  private static final String SERVER = "k3s-server";

  @Override
  public List<String> parts() {
    return List.of(SERVER);
  }

  @Override
  public void park(NodeShell controlPlane) {
    K3sService.SERVER.disable(controlPlane);
  }

  @Override
  public void start(NodeShell controlPlane) {
    K3sService.SERVER.enableAndLetStart(controlPlane);
  }

  @Override
  public void suspend(NodeShell controlPlane) {
    // Nothing starts it again that was stopped.
  }

  @Override
  public void resume(NodeShell controlPlane) {
    K3sService.SERVER.letStart(controlPlane);
  }

  @Override
  public void end(NodeShell controlPlane) {
    K3sService.SERVER.stop(controlPlane);
  }

  @Override
  public void stopEtcd(NodeShell controlPlane) {
    park(controlPlane);
    end(controlPlane);
  }

  @Override
  public void startEtcd(NodeShell controlPlane) {
    start(controlPlane);
  }

  @Override
  public List<String> left(NodeShell controlPlane) {
    List<String> left = new ArrayList<>();
    if (K3sService.SERVER.isLeft(controlPlane)) {
      left.add(SERVER);
    }
    if (ClusterReset.goesOn(controlPlane)) {
      left.add("a reset of the cluster that was begun before");
    }
    return left;
  }

  @Override
  public boolean hasEtcdLeft(NodeShell controlPlane) {
    return !left(controlPlane).isEmpty();
  }

  @Override
  public List<String> running(NodeShell controlPlane) {
    return K3sService.SERVER.process(controlPlane).isEmpty() ? List.of() : parts();
  }

  @Override
  public String instance(NodeShell controlPlane, Component component) {
    return K3sService.SERVER.process(controlPlane);
  }

  @Override
  public Map<String, String> olderThanTheirCertificates(NodeShell controlPlane) {
    return RotatedSince.start(controlPlane).map(file -> Map.of(SERVER, file)).orElse(Map.of());
  }
}
