package dev.firedrill.backend.simulated.kernel;

import dev.firedrill.ports.Background;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has instruments driven by virtual time. */
public final class VirtualBackground implements Background {

  private final Simulation simulation;
  private final List<Recurrence> begun = new ArrayList<>();

  /** Driven by that simulation. */
  public VirtualBackground(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public Recurrence every(String name, Duration delay, Duration period, Runnable task) {
    Repeated repeated = new Repeated(name, delay, period, task);
    begun.add(repeated);
    return repeated;
  }

  /** Ends all that was begun and not ended, as the end of a process does. */
  public void abandon() {
    begun.forEach(Recurrence::close);
    begun.clear();
  }

  /** A task under way. */
  private final class Repeated implements Recurrence {

    private final Event first;
    private @Nullable Recurring further;

    Repeated(String name, Duration delay, Duration period, Runnable task) {
      first =
          simulation.after(
              delay,
              name,
              () -> {
                // Scheduled before it happens, so that it can end itself.
                further = simulation.every(period, name, task);
                task.run();
              });
    }

    @Override
    public void close() {
      first.cancel();
      if (further != null) {
        further.close();
      }
    }
  }
}
