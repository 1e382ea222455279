package dev.firedrill.backend.simulated.api;

import java.util.List;

/** Who asks, as authenticated. */
record User(String name, List<String> groups) {

  static final User ANONYMOUS = new User("system:anonymous", List.of("system:unauthenticated"));

  User {
    groups = List.copyOf(groups);
  }

  /** By the name, which nearly tells users apart: asked for with every request. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  boolean in(String group) {
    return groups.contains(group);
  }

  boolean isAnonymous() {
    return in("system:unauthenticated");
  }
}
