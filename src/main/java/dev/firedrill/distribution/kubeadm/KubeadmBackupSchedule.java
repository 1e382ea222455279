package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import dev.firedrill.tools.Unexpected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Timers of systemd that run a script of POSIX sh; it finds etcdctl in etcd's own container. */
final class KubeadmBackupSchedule implements BackupSchedule {

  private static final String SCRIPTS = "/usr/local/lib/firedrill";
  private static final String UNITS = "/etc/systemd/system/";
  private static final String COPIES = "/var/backups/firedrill/";
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
  private static final List<String> TIMERS =
      Arrays.stream(Kind.values()).map(kind -> unit(kind) + ".timer").toList();

  @Override
  public List<String> install(NodeShell controlPlane) {
    Map<String, byte[]> differing = differing(controlPlane);
    if (!differing.isEmpty()) {
      // How another script ended says nothing of this one, also where this is broken off.
      for (Kind kind : Kind.values()) {
        Shells.run(controlPlane, Shells.remove(folder(kind) + "/last-run"));
      }
      Shells.run(controlPlane, Shells.makeFolder(SCRIPTS));
      differing.forEach((path, content) -> controlPlane.write(path, content, "0644"));
    }
    // Also where nothing differs: whoever wrote it may have been killed before this.
    Shells.run(controlPlane, Systemctl.daemonReload());
    Shells.run(controlPlane, Systemctl.enableNow(TIMERS));
    return List.copyOf(differing.keySet());
  }

  /** By path, what is not there or is something else. */
  private static Map<String, byte[]> differing(NodeShell controlPlane) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(SCRIPTS + "/scheduled-backup", resource("scheduled-backup.sh"));
    for (Kind kind : Kind.values()) {
      for (String type : List.of(".service", ".timer")) {
        files.put(UNITS + unit(kind) + type, resource(unit(kind) + type));
      }
    }
    files
        .entrySet()
        .removeIf(
            file ->
                Shells.exists(controlPlane, file.getKey())
                    && Arrays.equals(controlPlane.read(file.getKey()), file.getValue()));
    return files;
  }

  @Override
  public boolean active(NodeShell controlPlane, Kind kind) {
    return controlPlane.run(Systemctl.isActive(unit(kind) + ".timer")).succeeded();
  }

  @Override
  public String listed(NodeShell controlPlane) {
    return Shells.run(controlPlane, Systemctl.listTimers(TIMERS));
  }

  @Override
  public void take(NodeShell controlPlane, Kind kind) {
    Shells.run(controlPlane, Systemctl.start(unit(kind) + ".service"));
  }

  @Override
  public Optional<String> lastRun(NodeShell controlPlane, Kind kind) {
    return text(controlPlane, folder(kind) + "/last-run").map(String::strip);
  }

  @Override
  public Optional<Copy> newest(NodeShell controlPlane, Kind kind) {
    return text(controlPlane, folder(kind) + "/newest")
        .map(newest -> parse(controlPlane.node(), newest));
  }

  @Override
  public String digest(NodeShell controlPlane, Copy copy) {
    CommandResult read = controlPlane.run(Command.of("sha256sum", copy.file()));
    return read.succeeded() ? read.stdout().split(" ")[0] : "";
  }

  /** Lines of {@code key=value}, as the script writes them. */
  static Copy parse(NodeName node, String newest) {
    Map<String, String> facts = new LinkedHashMap<>();
    newest
        .lines()
        .filter(line -> line.contains("="))
        .map(line -> line.split("=", 2))
        .forEach(fact -> facts.put(fact[0], fact[1]));
    if (!facts.keySet().containsAll(List.of("file", "taken", "sha256"))
        || !SECONDS.matcher(facts.get("taken")).matches()) {
      throw Unexpected.on(
          node,
          "what was noted of the newest scheduled copy",
          "its file, taken and sha256",
          newest,
          "take one now: systemctl start firedrill-etcd-backup firedrill-pki-backup");
    }
    return new Copy(
        facts.get("file"),
        Instant.ofEpochSecond(Long.parseLong(facts.get("taken"))),
        facts.get("sha256"));
  }

  /** What belongs into a file of that name. */
  static byte[] resource(String name) {
    try (InputStream stream = KubeadmBackupSchedule.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }

  private static Optional<String> text(NodeShell shell, String path) {
    return Shells.exists(shell, path)
        ? Optional.of(new String(shell.read(path), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String unit(Kind kind) {
    return "firedrill-" + name(kind) + "-backup";
  }

  private static String folder(Kind kind) {
    return COPIES + name(kind);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
