package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Compiles programs and keeps them by the digest of their inputs. */
final class Compiler {

  /** Beside the compiled files: which program they are, so that older ones of it can be found. */
  private static final String NAME_FILE = "program.txt";

  /**
   * Without tables for debuggers, which the programs are stripped of anyway: a quarter less
   * processor time. A panic's trace does not come from them.
   */
  private static final String FLAGS = "-buildvcs=false -gcflags=all=-dwarf=false";

  /**
   * The compiler collects garbage only where it comes near its limit, which keeps two compilers at
   * once within what a small machine has: a sixth less processor time.
   */
  private static final String COLLECTED_AT = "off";

  private static final String MEMORY_LIMIT = "2GiB";

  private final Host host;
  private final Workplace workplace;

  Compiler(Host host, Workplace workplace) {
    this.host = host;
    this.workplace = workplace;
  }

  /** True where it was compiled before from the same inputs. */
  boolean has(Program program) {
    return Files.exists(workplace.binaries(program).resolve(NAME_FILE));
  }

  /**
   * Runs the program's {@code build} script on a copy of its folders. Modules are taken as pinned,
   * and the compiler as installed: none is downloaded.
   */
  void compile(Program program, Path log) {
    Path scratch = workplace.scratch();
    try {
      Path binaries = Files.createDirectory(scratch.resolve("binaries"));
      new Step(program.title(), host, log).run(build(program, scratch, binaries, FLAGS));
      keep(program, binaries);
    } catch (IOException failed) {
      throw new UncheckedIOException("preparing to " + program.title(), failed);
    } finally {
      Workplace.deleteTree(scratch);
    }
  }

  /**
   * Has what {@link #compile} needs of Go's module proxy in Go's cache: runs the same script, and
   * Go says what it would do. Whether that worked is left to compiling.
   */
  void fetch(Program program) {
    Path scratch = workplace.scratch();
    try {
      Path binaries = Files.createDirectory(scratch.resolve("binaries"));
      host.run(build(program, scratch, binaries, FLAGS + " -n"), scratch.resolve("fetch.log"));
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "preparing to fetch what is needed to " + program.title(), failed);
    } finally {
      Workplace.deleteTree(scratch);
    }
  }

  private static HostCommand build(Program program, Path scratch, Path binaries, String flags)
      throws IOException {
    Path sources = Files.createDirectory(scratch.resolve("sources"));
    program.folders().forEach(folder -> copyFiles(folder, sources));
    return HostCommand.of("sh", "./build", binaries.toString(), program.version())
        .in(sources)
        .with("GOFLAGS", flags)
        .with("GOTOOLCHAIN", "local")
        .with("GOWORK", "off")
        .with("GOGC", COLLECTED_AT)
        .with("GOMEMLIMIT", MEMORY_LIMIT);
  }

  private void keep(Program program, Path binaries) throws IOException {
    Files.writeString(binaries.resolve(NAME_FILE), program.title());
    Path kept = workplace.binaries(program);
    if (Files.exists(kept)) {
      Workplace.deleteTree(kept);
    }
    Files.move(binaries, kept, StandardCopyOption.ATOMIC_MOVE);
    for (Path older : others(kept)) {
      if (program.title().equals(nameIn(older))) {
        Workplace.deleteTree(older);
      }
    }
  }

  private static List<Path> others(Path kept) throws IOException {
    try (Stream<Path> all = Files.list(kept.getParent())) {
      return all.filter(other -> !other.equals(kept)).toList();
    }
  }

  private static String nameIn(Path folder) throws IOException {
    Path file = folder.resolve(NAME_FILE);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static void copyFiles(Path folder, Path target) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file,
            target.resolve(file.getFileName()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("copying the sources in " + folder, failed);
    }
  }
}
