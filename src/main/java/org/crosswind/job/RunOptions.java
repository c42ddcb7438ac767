package org.crosswind.job;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a run begins when there may be one of its id: an option at most, the same for every job. */
public final class RunOptions {
  @ArgGroup(exclusive = true)
  private Choice choice = new Choice();

  /** One of them. */
  private static final class Choice {
    @Option(
        names = "--resume",
        arity = "0..1",
        fallbackValue = "",
        paramLabel = "RUN_ID",
        description =
            "Goes on with an unfinished run, by default that of the configured id: computes what is"
                + " missing. Inputs and configuration must be what they were.")
    private String resume;

    @Option(
        names = "--replace",
        description =
            "A finished run of the id is replaced when the new one is complete; an unfinished one"
                + " is discarded.")
    private boolean replace;

    @Option(
        names = "--once",
        description =
            "For schedules: begins the run, goes on with it when it is unfinished, does nothing"
                + " when it is finished; the exit code is the run's in each case.")
    private boolean once;
  }

  /** For picocli. */
  public RunOptions() {}

  /** Whether an unfinished run must go on. */
  public boolean resume() {
    return choice.resume != null;
  }

  /** The id after {@code --resume}; empty when it stands alone, or is not there. */
  public String resumedId() {
    return choice.resume == null ? "" : choice.resume;
  }

  /** Whether a run of the id may be replaced. */
  public boolean replace() {
    return choice.replace;
  }

  /** Whether a run may begin, go on, or be finished already. */
  public boolean once() {
    return choice.once;
  }

  /** The same as overrides of a configuration, as {@code --set} takes them. */
  public List<String> overrides() {
    if (resume()) {
      return resumedId().isEmpty()
          ? List.of("run.start=resume", "run.replace=false")
          : List.of("run.start=resume", "run.replace=false", "run.id=\"" + resumedId() + "\"");
    }
    if (once()) {
      return List.of("run.start=once", "run.replace=false");
    }
    return replace() ? List.of("run.replace=true", "run.start=new") : List.of();
  }
}
