package dev.firedrill.contract;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is stopped and started once, and that several cases look back on.
 *
 * @param <T> what was seen
 */
final class Once<T> {

  private final Function<Ground, T> trial;
  private @Nullable T seen;
  private @Nullable Throwable failed;

  Once(Function<Ground, T> trial) {
    this.trial = trial;
  }

  /** What was seen; the first to ask makes it happen. */
  T seen(Ground ground) throws Throwable {
    if (failed != null) {
      throw failed;
    }
    T known = seen;
    if (known == null) {
      try {
        known = trial.apply(ground);
        seen = known;
      } catch (Throwable e) {
        failed = e;
        throw e;
      }
    }
    return known;
  }
}
