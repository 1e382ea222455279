package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Go compiler of the building machine. It is taken as it is: no other one is downloaded. */
final class GoToolchain {

  private static final Pattern WANTED = Pattern.compile("(?m)^go (\\d+\\.\\d+(?:\\.\\d+)?)$");

  private final Host host;

  GoToolchain(Host host) {
    this.host = host;
  }

  /** The compiler's version as it names itself, for example {@code go1.26.8}. */
  String version() {
    return host.run(HostCommand.of("go", "env", "GOVERSION")).output();
  }

  /** What is wrong with it for the modules pinned in that folder, or empty where it will do. */
  Optional<String> problem(Path programs) {
    Version wanted = wanted(programs);
    if (!host.has("go")) {
      return Optional.of("no go command on the PATH; install Go " + text(wanted) + " or newer");
    }
    String found = version();
    return found.startsWith("go1.") && parse(found.substring(2)).isOlderThan(wanted)
        ? Optional.of(found + " is too old; install Go " + text(wanted) + " or newer")
        : Optional.empty();
  }

  /** The newest version that a pinned go.mod asks for. */
  private static Version wanted(Path programs) {
    try (Stream<Path> files = Files.walk(programs, 3)) {
      return files
          .filter(file -> file.endsWith("go.mod"))
          .map(GoToolchain::wantedBy)
          .reduce(parse("1.22"), (one, other) -> one.isOlderThan(other) ? other : one);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("looking for go.mod below " + programs, unreadable);
    }
  }

  private static Version wantedBy(Path goMod) {
    try {
      Matcher line = WANTED.matcher(Files.readString(goMod));
      return parse(line.find() ? line.group(1) : "1.22");
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading " + goMod, unreadable);
    }
  }

  /** Reads 1.26, 1.26.8 and 1.26rc1. */
  private static Version parse(String version) {
    String numbers = version.replaceAll("[^0-9.].*", "");
    return Version.parse(numbers.matches("\\d+\\.\\d+") ? numbers + ".0" : numbers);
  }

  private static String text(Version version) {
    return version.major() + "." + version.minor();
  }
}
