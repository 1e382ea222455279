package dev.firedrill.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One behaviour of a cluster.
 *
 * @param name the behaviour, in snake case
 * @param body returns where the cluster behaves so, and throws otherwise
 */
record Case(String name, Body body) {

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
        .map(method -> new Case(method.getName(), ground -> call(group, method, ground)))
        .toList();
  }

  private static void call(Object group, Method method, Ground ground) throws Throwable {
    try {
      method.invoke(group, ground);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
