package dev.firedrill.backend.containers;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a container is allowed so that it can be a machine with systemd, containerd and kubelet: the
 * capabilities by name, nothing hidden below /proc and /sys, cgroups of its own. Not privileged.
 */
final class MachineHost {

  /**
   * All that Linux knew before 5.8 but two, which kubelet and containerd do without: SYS_RESOURCE,
   * which an engine in a restricted machine does not have to give, and SYS_TIME, by which a machine
   * would set the clock of the host.
   */
  private static final Capability[] CAPABILITIES = {
    Capability.AUDIT_CONTROL, Capability.AUDIT_READ, Capability.AUDIT_WRITE,
    Capability.BLOCK_SUSPEND, Capability.CHOWN, Capability.DAC_OVERRIDE,
    Capability.DAC_READ_SEARCH, Capability.FOWNER, Capability.FSETID,
    Capability.IPC_LOCK, Capability.IPC_OWNER, Capability.KILL,
    Capability.LEASE, Capability.LINUX_IMMUTABLE, Capability.MAC_ADMIN,
    Capability.MAC_OVERRIDE, Capability.MKNOD, Capability.NET_ADMIN,
    Capability.NET_BIND_SERVICE, Capability.NET_BROADCAST, Capability.NET_RAW,
    Capability.SETFCAP, Capability.SETGID, Capability.SETPCAP,
    Capability.SETUID, Capability.SYSLOG, Capability.SYS_ADMIN,
    Capability.SYS_BOOT, Capability.SYS_CHROOT, Capability.SYS_MODULE,
    Capability.SYS_NICE, Capability.SYS_PACCT, Capability.SYS_PTRACE,
    Capability.SYS_RAWIO, Capability.SYS_TTY_CONFIG, Capability.WAKE_ALARM,
  };

  private MachineHost() {}

  /** For the project's own node image. */
  static HostConfig config(String network) {
    return new Unmasked()
        .withNetworkMode(network)
        .withCapAdd(CAPABILITIES)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withCgroupnsMode("private")
        .withDeviceCgroupRules(List.of("a *:* rwm"))
        .withDevices(new Device("rwm", "/dev/kmsg", "/dev/kmsg"))
        .withTmpFs(Map.of("/run", "", "/tmp", "exec"))
        .withBinds(new Bind("/lib/modules", new Volume("/lib/modules"), AccessMode.ro))
        .withMounts(List.of(releases(true)))
        // Nothing a machine asks for may leave the host: names beyond the network get no answer.
        .withDns("192.0.2.1");
  }

  /** For kindest/node, whose entrypoint expects a privileged container. */
  static HostConfig privileged(String network) {
    return config(network).withPrivileged(true);
  }

  /** The volume through which releases reach machines; see {@link ReleaseVolume}. */
  static Mount releases(boolean readOnly) {
    return new Mount()
        .withType(MountType.VOLUME)
        .withSource(ReleaseVolume.NAME)
        .withTarget(ReleaseVolume.PATH)
        .withReadOnly(readOnly);
  }

  /** Hides nothing below /proc and /sys; the client has no names for these two. */
  private static final class Unmasked extends HostConfig {

    private static final long serialVersionUID = 1L;

    @JsonProperty("MaskedPaths")
    private final ArrayList<String> masked = new ArrayList<>();

    @JsonProperty("ReadonlyPaths")
    private final ArrayList<String> readOnly = new ArrayList<>();
  }
}
