package dev.firedrill.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A thing of an interface, some of whose methods are others. */
public final class Overridden {

  private Overridden() {}

  /**
   * The same thing, but for the methods that another object has too.
   *
   * @param others its public methods go before the thing's own of the same name and parameters
   */
  public static <T> T with(Class<T> type, T original, Object others) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(original, others, method, arguments)));
  }

  private static Object call(Object original, Object others, Method method, Object[] arguments)
      throws Throwable {
    try {
      Method other = others.getClass().getMethod(method.getName(), method.getParameterTypes());
      if (other.getDeclaringClass() != Object.class) {
        other.setAccessible(true);
        return other.invoke(others, arguments);
      }
    } catch (NoSuchMethodException same) {
      // Falls through to the original's own.
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    try {
      return method.invoke(original, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
