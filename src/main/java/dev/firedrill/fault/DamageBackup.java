package dev.firedrill.fault;

import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * The newest backup is worth nothing and nobody has noticed, as after months of a script that
 * nobody looked at (the seed's war story). Only the copy that was taken off the cluster is touched.
 * Healing gives nothing back.
 *
 * @param how what is wrong with it
 */
public record DamageBackup(Damage how) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of(how.object() + " " + how.says());
  }

  @Override
  public void inject(FaultContext context) {
    StoredBackup stored = StoredBackup.of(context, how);
    if (stored.exists() && !stored.isDamaged()) {
      stored.damage();
    }
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "damaged: it " + how.says(),
        how.object(),
        () -> {
          StoredBackup stored = StoredBackup.of(context, how);
          return Sight.when(
              stored.exists() && stored.isDamaged(),
              () -> stored.exists() ? "it is as it was taken" : "there is none");
        });
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: a backup that is worth nothing stays so";
  }
}
