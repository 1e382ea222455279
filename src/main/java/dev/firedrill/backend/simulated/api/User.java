package dev.firedrill.backend.simulated.api;

import java.util.List;

/** Who asks, as authenticated. */
record User(String name, List<String> groups) {

  static final User ANONYMOUS = new User("system:anonymous", List.of("system:unauthenticated"));

  User {
    groups = List.copyOf(groups);
  }

  boolean in(String group) {
    return groups.contains(group);
  }

  boolean isAnonymous() {
    return in("system:unauthenticated");
  }
}
