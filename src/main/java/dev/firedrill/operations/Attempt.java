package dev.firedrill.operations;

import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.tools.CommandFailed;
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

  /** Runs the operation. */
  static Attempt at(Operation operation, OperationContext context) {
    try {
      return new Done(operation.run(context));
    } catch (OperationFailed
        | CommandFailed
        | WaitedInVain
        | NodeUnreachable
        | CommandTimedOut
        | EtcdUnavailable
        | KubernetesClientException failed) {
      return new Failed(String.valueOf(failed.getMessage()));
    }
  }
}
