package dev.firedrill.backend.simulated.api;

import java.util.ArrayList;
import java.util.List;

/** Acting as somebody else ("Authenticating", User impersonation; {@code kubectl --as}). */
final class Impersonation {

  private static final String ACCOUNT = "system:serviceaccount:";

  private Impersonation() {}

  /**
   * As whom the request is answered: the caller himself, unless he wants to be another and may be.
   *
   * @param loaded false while RBAC is not loaded yet
   */
  static User of(
      User caller, Credentials credentials, Authorization authorization, boolean loaded) {
    if (credentials.actsAs().isEmpty()) {
      return caller;
    }
    check(caller, "users", credentials.actsAs(), authorization, loaded);
    credentials
        .actsInGroups()
        .forEach(group -> check(caller, "groups", group, authorization, loaded));
    return Authentication.authenticated(credentials.actsAs(), groups(credentials));
  }

  private static void check(
      User caller, String plural, String name, Authorization authorization, boolean loaded) {
    Resource resource = new Resource("", "v1", plural, plural, false, plural);
    authorization.check(
        new Authorization.Question(caller, "impersonate", new Target(resource, "", name, ""), ""),
        loaded);
  }

  /** A service account is in its groups by itself. */
  private static List<String> groups(Credentials credentials) {
    List<String> groups = new ArrayList<>(credentials.actsInGroups());
    String[] account = credentials.actsAs().split(":");
    if (credentials.actsAs().startsWith(ACCOUNT) && account.length == 4) {
      groups.add("system:serviceaccounts");
      groups.add("system:serviceaccounts:" + account[2]);
    }
    return groups;
  }
}
