package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.scenario.Problem;
import dev.firedrill.scenario.ProblemsFound;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line. Only {@link #main} ends the process. */
@Command(
    name = "firedrill",
    description = "Rehearses Kubernetes operations and certifies that they recover.",
    mixinStandardHelpOptions = true,
    versionProvider = Firedrill.BuildVersion.class)
public final class Firedrill implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs the command and ends the process with its status. */
  public static void main(String[] args) {
    StopSignal stop = new StopSignal();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    // SIGTERM and Ctrl-C begin the shutdown at once; a drill is given the time to stop cleanly.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (stop.isHeeded() && !status.isDone()) {
                    stop.request();
                    Runtime.getRuntime().halt(status.join());
                  }
                },
                "stop"));
    status.complete(status(stop, args));
    System.exit(status.join());
  }

  /** Whatever happens, the process ends: threads of a drill must not outlive its main thread. */
  private static int status(StopSignal stop, String[] args) {
    try {
      return commandLine(Home.find(), Backends.standard(), stop).execute(args);
    } catch (Throwable failure) {
      failure.printStackTrace();
      return ExitCode.HARNESS_ERROR;
    }
  }

  /**
   * Runs the command as {@code firedrill} would, without ending the process.
   *
   * @param out takes the result
   * @param err takes complaints and, with {@code --output json}, progress
   * @return the status
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine(Home.find(), Backends.standard(), new StopSignal())
        .setOut(out)
        .setErr(err)
        .execute(args);
  }

  /** The commands, wired. */
  static CommandLine commandLine(Home home, Backends backends, StopSignal stop) {
    CommandLine line = new CommandLine(new Firedrill());
    line.addSubcommand(new ListCommand(home, backends));
    line.addSubcommand(new RunCommand(home, backends, stop));
    line.addSubcommand(new CertifyCommand(home, backends, stop));
    line.addSubcommand(new ExploreCommand(home, backends, stop));
    line.addSubcommand(new BenchCommand(home, backends, stop));
    line.addSubcommand(new ReplayCommand());
    line.addSubcommand(new CertificatesCommand(backends));
    line.addSubcommand(new PreflightCommand());
    line.addSubcommand(new BackupCommand());
    line.addSubcommand(new VerifyBackupCommand());
    line.addSubcommand(new UpgradeCommand(home, stop));
    line.addSubcommand(new CleanCommand());
    line.addSubcommand(new EngineCommand(home));
    line.addSubcommand(new ImagesCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Firedrill::misused);
    line.setExecutionExceptionHandler(Firedrill::failed);
    return line;
  }

  @Override
  public void run() {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    line.usage(line.getOut());
  }

  private static int misused(CommandLine.ParameterException misuse, String[] args) {
    PrintWriter err = misuse.getCommandLine().getErr();
    err.println("firedrill: " + misuse.getMessage());
    err.println("see: " + misuse.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    int status = ExitCode.HARNESS_ERROR;
    if (failure instanceof Refused refused) {
      say(err, refused.reasons());
      status = refused.exitCode();
    } else if (failure instanceof ProblemsFound found) {
      say(err, found.problems().stream().map(Problem::toString).toList());
      status = ExitCode.USAGE;
    } else {
      err.println("firedrill failed, which proves nothing of the cluster:");
      failure.printStackTrace(err);
    }
    err.flush();
    return status;
  }

  private static void say(PrintWriter err, List<String> problems) {
    if (problems.size() > 1) {
      err.println("firedrill: nothing was started, for %d reasons:".formatted(problems.size()));
    }
    String lead = problems.size() > 1 ? "  " : "firedrill: ";
    problems.forEach(problem -> err.println(lead + problem));
  }

  /** What {@code --version} prints. */
  static final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"firedrill " + Build.version()};
    }
  }
}
