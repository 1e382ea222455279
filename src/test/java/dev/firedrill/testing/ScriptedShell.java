package dev.firedrill.testing;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine of which a test says what it answers and which files it has; it keeps what was run. */
public final class ScriptedShell implements NodeShell {

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<List<String>> argvs = new ArrayList<>();
  private final Map<String, Map<String, byte[]>> heldAt = new HashMap<>();
  private String refused = "";
  private String refusedLine = "";
  private String refusal = "refused";
  private final Map<String, byte[]> everWritten = new HashMap<>();

  /** Commands that begin so print that; any other prints nothing and succeeds. */
  public ScriptedShell answering(String beginning, String stdout) {
    answers.put(beginning, stdout);
    return this;
  }

  /** Commands that begin so end with 1. */
  public ScriptedShell refusing(String beginning) {
    refused = beginning;
    return this;
  }

  /** That command, and none that goes on after it, ends with 1. */
  public ScriptedShell refusingOnly(String line) {
    refusedLine = line;
    return this;
  }

  /** What refused commands say. */
  public ScriptedShell refusingWith(String words) {
    refusal = words;
    return this;
  }

  /** The machine has a file. */
  public ScriptedShell having(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** The lines that were run, unmasked: what `ps` on the machine would have shown. */
  public List<String> lines() {
    return lines;
  }

  /** The argument vectors that were run. */
  public List<List<String>> argvs() {
    return argvs;
  }

  /** What a file held when that line was run. */
  public String writtenBefore(String line, String path) {
    return new String(heldAt.get(line).get(path));
  }

  /** What a file was last made to hold, even where it was removed since. */
  public String written(String path) {
    return new String(everWritten.get(path));
  }

  @Override
  public NodeName node() {
    return new NodeName("cp-1");
  }

  @Override
  public CommandResult run(Command command) {
    String line = String.join(" ", command.argv());
    lines.add(line);
    heldAt.put(line, Map.copyOf(files));
    argvs.add(command.argv());
    if (line.equals(refusedLine) || !refused.isEmpty() && line.startsWith(refused)) {
      return new CommandResult(1, "", refusal, Duration.ZERO);
    }
    if (line.startsWith("test -e ")) {
      boolean there = files.containsKey(line.substring("test -e ".length()));
      return new CommandResult(there ? 0 : 1, "", "", Duration.ZERO);
    }
    if (line.startsWith("rm -f ")) {
      files.remove(line.substring("rm -f ".length()));
    }
    String stdout =
        answers.entrySet().stream()
            .filter(answer -> line.startsWith(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    return new CommandResult(0, stdout, "", Duration.ZERO);
  }

  @Override
  public byte[] read(String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new UncheckedIOException(new FileNotFoundException(path));
    }
    return content;
  }

  @Override
  public void write(String path, byte[] content, String mode) {
    files.put(path, content);
    everWritten.put(path, content);
  }

  /** True where the machine has that file. */
  public boolean has(String path) {
    return files.containsKey(path);
  }
}
