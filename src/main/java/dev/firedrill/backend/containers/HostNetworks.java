package dev.firedrill.backend.containers;

import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.firedrill.model.Subnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The networks that are in use on this machine and in its engine. */
final class HostNetworks {

  private static final Path ROUTES = Path.of("/proc/net/route");

  private final Engine engine;

  HostNetworks(Engine engine) {
    this.engine = engine;
  }

  /**
   * A network in use.
   *
   * @param subnet its addresses
   * @param holder who uses it, for a message
   */
  record InUse(Subnet subnet, String holder) {}

  /** All of them; an engine's network only as that, not also as the bridge that carries it. */
  List<InUse> inUse() {
    List<InUse> all = new ArrayList<>(ofEngine());
    List<Subnet> known = all.stream().map(InUse::subnet).toList();
    Stream.concat(ofInterfaces().stream(), ofRoutes().stream())
        .filter(found -> !known.contains(found.subnet()))
        .forEach(all::add);
    return all;
  }

  private List<InUse> ofEngine() {
    List<InUse> found = new ArrayList<>();
    for (Network network : engine.docker().listNetworksCmd().exec()) {
      List<Ipam.Config> ranges =
          Optional.ofNullable(network.getIpam()).map(Ipam::getConfig).orElse(List.of());
      for (Ipam.Config range : ranges) {
        subnet(range.getSubnet())
            .ifPresent(
                subnet ->
                    found.add(new InUse(subnet, "the engine's network " + network.getName())));
      }
    }
    return found;
  }

  private static List<InUse> ofInterfaces() {
    try {
      List<InUse> found = new ArrayList<>();
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InterfaceAddress address : card.getInterfaceAddresses()) {
          if (address.getAddress() instanceof Inet4Address ip) {
            String cidr = ip.getHostAddress() + "/" + address.getNetworkPrefixLength();
            found.add(new InUse(Subnet.around(cidr), "network interface " + card.getName()));
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list this machine's network interfaces", e);
    }
  }

  private static List<InUse> ofRoutes() {
    if (!Files.isReadable(ROUTES)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(ROUTES)) {
      return lines.skip(1).map(line -> line.split("\\s+")).flatMap(HostNetworks::route).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read this machine's routes in " + ROUTES, e);
    }
  }

  /** Fields of /proc/net/route: 0 interface, 1 destination and 7 mask, both in host byte order. */
  private static Stream<InUse> route(String[] fields) {
    int mask = Integer.reverseBytes(Integer.parseUnsignedInt(fields[7], 16));
    if (mask == 0) {
      // The default route leads to whatever is not known better.
      return Stream.empty();
    }
    int destination = Integer.reverseBytes(Integer.parseUnsignedInt(fields[1], 16));
    Subnet subnet = new Subnet(destination, Integer.bitCount(mask));
    return Stream.of(new InUse(subnet, "a route over " + fields[0]));
  }

  private static Optional<Subnet> subnet(@Nullable String cidr) {
    return Optional.ofNullable(cidr).filter(text -> !text.contains(":")).map(Subnet::around);
  }
}
