package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.machine.Machine;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses for the pods of one machine, as the network plugin gives them: from the subnet that
 * flannel has written down.
 */
final class PodNetwork {

  private static final String SUBNET = "/run/flannel/subnet.env";
  private static final Pattern FIRST =
      Pattern.compile("FLANNEL_SUBNET=(\\d+\\.\\d+\\.\\d+)\\.\\d+/24");
  private static final int LOWEST = 2;
  private static final int HIGHEST = 254;

  private final Machine machine;
  private final Set<Integer> taken = new TreeSet<>();
  private int last = LOWEST - 1;
  private long configuredAsOf = -1;
  private boolean configured;

  PodNetwork(Machine machine) {
    this.machine = machine;
  }

  /** True where the runtime has a network configuration, without which a node is not Ready. */
  boolean isConfigured() {
    if (machine.files().changes() != configuredAsOf) {
      configured = machine.files().exists(machine.places().networks());
      configuredAsOf = machine.files().changes();
    }
    return configured;
  }

  /** A free address, each in its turn; nothing where the subnet is not known, or is used up. */
  Optional<String> allocate() {
    Matcher subnet = FIRST.matcher(machine.files().text(SUBNET).orElse(""));
    if (!isConfigured() || !subnet.find() || taken.size() > HIGHEST - LOWEST) {
      return Optional.empty();
    }
    do {
      last = last >= HIGHEST ? LOWEST : last + 1;
    } while (!taken.add(last));
    return Optional.of(subnet.group(1) + "." + last);
  }

  /** The address is free again. */
  void release(String address) {
    taken.remove(Integer.valueOf(address.substring(address.lastIndexOf('.') + 1)));
  }
}
