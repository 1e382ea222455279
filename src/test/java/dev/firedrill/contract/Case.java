package dev.firedrill.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One behaviour of a cluster.
 *
 * @param name the behaviour, in snake case
 * @param only of which distribution's clusters alone it is asked, and why; empty where of all
 * @param body returns where the cluster behaves so, and throws otherwise
 */
record Case(String name, Optional<Only> only, Body body) {

  /** Tries a behaviour by means of the ports alone. */
  interface Body {

    void holds(Ground ground) throws Throwable;
  }

  /** The cases of a group: its methods that take a ground, sorted by name. */
  static List<Case> of(Object group) {
    return Arrays.stream(group.getClass().getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Ground.class}))
        .sorted(Comparator.comparing(Method::getName))
        .map(
            method ->
                new Case(
                    method.getName(), only(group, method), ground -> call(group, method, ground)))
        .toList();
  }

  /** Whether it is asked of that distribution's clusters. */
  boolean isOf(Contracted contracted) {
    return only.map(alone -> alone.value() == contracted).orElse(true);
  }

  private static Optional<Only> only(Object group, Method method) {
    return Stream.of(method, group.getClass())
        .map(marked -> marked.getAnnotation(Only.class))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static void call(Object group, Method method, Ground ground) throws Throwable {
    try {
      method.invoke(group, ground);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
