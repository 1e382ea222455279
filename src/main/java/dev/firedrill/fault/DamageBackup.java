package dev.firedrill.fault;

import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * The newest backup of etcd is worth nothing and nobody has noticed, as after months of a script
 * that nobody looked at (the seed's war story). Only the copy that was taken off the cluster is
 * touched. Healing gives nothing back.
 *
 * @param how what is wrong with it
 */
public record DamageBackup(Damage how) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of("the copy of the newest snapshot of etcd " + how.says());
  }

  @Override
  public void inject(FaultContext context) {
    StoredSnapshot stored = new StoredSnapshot(context.backups());
    if (stored.exists() && !stored.isDamaged()) {
      stored.damage(how);
    }
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "damaged: it " + how.says(),
        "the copy of the newest snapshot of etcd",
        () -> {
          StoredSnapshot stored = new StoredSnapshot(context.backups());
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
