package dev.firedrill.backend.simulated.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that the API serves. */
final class Resources {

  private static final List<Resource> ALL =
      """
      v1 pods Pod namespaced pods
      v1 services Service namespaced services/specs
      v1 endpoints Endpoints namespaced services/endpoints
      v1 nodes Node cluster minions
      v1 namespaces Namespace cluster namespaces
      v1 configmaps ConfigMap namespaced configmaps
      v1 secrets Secret namespaced secrets
      v1 serviceaccounts ServiceAccount namespaced serviceaccounts
      v1 events Event namespaced events
      v1 persistentvolumes PersistentVolume cluster persistentvolumes
      v1 persistentvolumeclaims PersistentVolumeClaim namespaced persistentvolumeclaims
      apps/v1 deployments Deployment namespaced deployments
      apps/v1 replicasets ReplicaSet namespaced replicasets
      apps/v1 daemonsets DaemonSet namespaced daemonsets
      apps/v1 statefulsets StatefulSet namespaced statefulsets
      apps/v1 controllerrevisions ControllerRevision namespaced controllerrevisions
      batch/v1 jobs Job namespaced jobs
      batch/v1 cronjobs CronJob namespaced cronjobs
      policy/v1 poddisruptionbudgets PodDisruptionBudget namespaced poddisruptionbudgets
      coordination.k8s.io/v1 leases Lease namespaced leases
      discovery.k8s.io/v1 endpointslices EndpointSlice namespaced endpointslices
      rbac.authorization.k8s.io/v1 roles Role namespaced roles
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding namespaced rolebindings
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole cluster clusterroles
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding cluster clusterrolebindings
      certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest cluster certificatesigningrequests
      scheduling.k8s.io/v1 priorityclasses PriorityClass cluster priorityclasses
      storage.k8s.io/v1 csinodes CSINode cluster csinodes
      storage.k8s.io/v1 storageclasses StorageClass cluster storageclasses
      networking.k8s.io/v1 networkpolicies NetworkPolicy namespaced networkpolicies
      node.k8s.io/v1 runtimeclasses RuntimeClass cluster runtimeclasses
      """
          .lines()
          .map(Resources::parse)
          .toList();

  private static final Map<String, Resource> BY_PLURAL = byPlural();

  private Resources() {}

  static List<Resource> all() {
    return ALL;
  }

  static Optional<Resource> find(String group, String version, String plural) {
    return Optional.ofNullable(BY_PLURAL.get(plural))
        .filter(each -> each.group().equals(group) && each.version().equals(version));
  }

  /** By the plural alone, which no two groups of the table share. */
  static Resource named(String plural) {
    Resource found = BY_PLURAL.get(plural);
    if (found == null) {
      throw new IllegalArgumentException("the API has no resource " + plural);
    }
    return found;
  }

  private static Map<String, Resource> byPlural() {
    Map<String, Resource> found = new LinkedHashMap<>();
    ALL.forEach(each -> found.put(each.plural(), each));
    return found;
  }

  private static Resource parse(String line) {
    String[] words = line.split(" ");
    int slash = words[0].indexOf('/');
    return new Resource(
        slash < 0 ? "" : words[0].substring(0, slash),
        words[0].substring(slash + 1),
        words[1],
        words[2],
        words[3].equals("namespaced"),
        words[4]);
  }
}
