package dev.firedrill.operations;

import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Unexpected;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * How an attempt at an operation ended. What the cluster refused is the operation's failure; any
 * other exception is Firedrill's own and is not caught here.
 */
public sealed interface Attempt {

  /**
   * It was done.
   *
   * @param detail what was done
   */
  record Done(String detail) implements Attempt {}

  /**
   * It could not be done.
   *
   * @param why the reason, in an operator's words
   */
  record Failed(String why) implements Attempt {}

  /**
   * Runs the operation. Where the API or etcd gives no answer, or one that it gives only for a
   * moment, it is run again, as {@link Transience} says.
   */
  static Attempt at(Operation operation, OperationContext context) {
    try {
      return new Done(Transience.run(operation, context));
    } catch (OperationFailed
        | BackupUnusable
        | BackupStoreFailed
        | CommandFailed
        | Unexpected
        | WaitedInVain
        | Transience.Refused
        | NodeUnreachable
        | CommandTimedOut
        | FileNotAccessible
        | EtcdUnavailable failed) {
      return new Failed(String.valueOf(failed.getMessage()));
    } catch (KubernetesClientException refused) {
      return new Failed(ApiRefusal.told(refused));
    }
  }
}
