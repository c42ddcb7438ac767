package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedules of {@code submit/schedules}: each is what its reader accepts. */
class SchedulesTest {
  private static final Path SCHEDULES = Path.of("submit/schedules").toAbsolutePath();
  private static final String INSTALLED = "/opt/crosswind";

  @TempDir Path folder;

  private record Said(int exitCode, String text) {}

  private Said run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.directory(folder.toFile()).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.strip());
  }

  private static boolean isThere(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  @Test
  void theNightOfADateIsTheRunOfThatIdOnce() throws Exception {
    Map<String, String> environment =
        Map.of(
            "CROSSWIND", "/bin/echo",
            "CROSSWIND_NIGHT", "/etc/x.conf",
            "CROSSWIND_OPTIONS", "--master yarn --queue night");
    String night = SCHEDULES.resolve("night").toString();
    assertThat(run(environment, night, "2026-11-20"))
        .isEqualTo(
            new Said(
                0,
                "xva --config /etc/x.conf --set run.id=2026-11-20 --once --master yarn --queue"
                    + " night"));
    assertThat(run(environment, night).text()).containsPattern("run.id=\\d{4}-\\d{2}-\\d{2} ");
    Map<String, String> losses =
        Map.of(
            "CROSSWIND", "/bin/echo",
            "CROSSWIND_NIGHT", "/etc/fm.conf",
            "CROSSWIND_JOB", "fm --manifest /feeds/AS_OF/runs.csv");
    assertThat(run(losses, night, "2026-11-20").text())
        .isEqualTo(
            "fm --manifest /feeds/2026-11-20/runs.csv --config /etc/fm.conf --set"
                + " run.id=2026-11-20 --once");
    Said wrong = run(environment, night, "20.11.2026");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.text()).contains("20.11.2026", "YYYY-MM-DD");
  }

  @Test
  void cronLinesHaveFiveFieldsAUserAndACommandThatIsThere() throws IOException {
    String field = "(\\*|[0-9]+)(-[0-9]+)?(/[0-9]+)?(,[0-9]+(-[0-9]+)?)*";
    List<String> lines = Files.readAllLines(SCHEDULES.resolve("crosswind.cron"));
    int jobs = 0;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#") || line.matches("[A-Z_]+=.*")) {
        continue;
      }
      jobs++;
      String[] words = line.split(" ", 7);
      for (int i = 0; i < 5; i++) {
        assertThat(words[i]).as(line).matches(field);
      }
      assertThat(words[5]).matches("[a-z]+");
      String command = words[6].split(" ", 2)[0];
      assertThat(command).startsWith(INSTALLED + "/submit/schedules/");
      assertThat(SCHEDULES.resolve(Path.of(command).getFileName())).isExecutable();
      assertThat(words[6].replace("\\%", ""))
          .as("cron ends a line at a bare %%")
          .doesNotContain("%");
    }
    assertThat(jobs).isEqualTo(3);
  }

  @Test
  void systemdHasNothingToSayAboutServiceAndTimer() throws Exception {
    assumeThat(isThere("systemd-analyze")).as("systemd-analyze is here").isTrue();
    for (String unit : List.of("crosswind-night.service", "crosswind-night.timer")) {
      String text = Files.readString(SCHEDULES.resolve(unit));
      Files.writeString(
          folder.resolve(unit), text.replace(INSTALLED, SCHEDULES.getParent().getParent() + ""));
    }
    Said said =
        run(
            Map.of(),
            "systemd-analyze",
            "verify",
            "crosswind-night.service",
            "crosswind-night.timer");
    assertThat(said).isEqualTo(new Said(0, ""));
  }

  @Test
  void theDagIsPython() throws Exception {
    assumeThat(isThere("python3")).as("python3 is here").isTrue();
    Path copy = folder.resolve("crosswind_night.py");
    Files.copy(SCHEDULES.resolve("crosswind_night.py"), copy);
    assertThat(run(Map.of(), "python3", "-m", "py_compile", copy.toString()))
        .isEqualTo(new Said(0, ""));
  }

  /** With an Airflow of a few lines, that runs the task once and says what became of it. */
  @Test
  void theDagIsTriedAgainAfterOursAndSignalsAndNothingElse() throws Exception {
    assumeThat(isThere("python3")).as("python3 is here").isTrue();
    Path airflow = Files.createDirectories(folder.resolve("airflow/operators")).getParent();
    Files.writeString(
        airflow.resolve("__init__.py"),
        """
        class DAG:
            def __init__(self, dag_id, schedule, default_args, **more):
                assert default_args["retries"] > 0
            def __enter__(self):
                return self
            def __exit__(self, *thrown):
                pass
        """);
    Files.writeString(
        airflow.resolve("exceptions.py"),
        """
        class AirflowException(Exception):
            pass
        class AirflowFailException(AirflowException):
            pass
        """);
    Files.writeString(airflow.resolve("operators/__init__.py"), "");
    Files.writeString(
        airflow.resolve("operators/python.py"),
        """
        class PythonOperator:
            def __init__(self, task_id, python_callable, op_args, execution_timeout):
                assert op_args[0] == "{{ data_interval_end | ds }}"
                PythonOperator.made = lambda as_of: python_callable(as_of, *op_args[1:])
        """);
    Path night = folder.resolve("night");
    Files.writeString(
        night,
        "#!/bin/bash\necho \"as of $1: $CROSSWIND_JOB with $CROSSWIND_NIGHT\"\n"
            + "[[ $CODE == kill ]] && kill -9 $$\nexit $CODE\n");
    assertThat(night.toFile().setExecutable(true)).isTrue();
    Path dag = folder.resolve("crosswind_night.py");
    Files.writeString(
        dag,
        Files.readString(SCHEDULES.resolve("crosswind_night.py"))
            .replace(INSTALLED + "/submit/schedules/night", night.toString()));
    Path once = folder.resolve("once.py");
    Files.writeString(
        once,
        """
        import logging, os, sys
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
        import crosswind_night
        from airflow.exceptions import AirflowException, AirflowFailException
        from airflow.operators.python import PythonOperator
        for code in ["0", "1", "2", "3", "4", "5", "127", "137", "143", "kill"]:
            os.environ["CODE"] = code
            try:
                PythonOperator.made("2026-11-20")
                print(code, "good")
            except AirflowFailException as e:
                print(code, "no retry", e)
            except AirflowException as e:
                print(code, "retry", e)
        """);
    Said said = run(Map.of(), "python3", once.toString());
    assertThat(said.exitCode()).as(said.text()).isZero();
    assertThat(said.text())
        .contains(
            "as of 2026-11-20: fm --manifest /feeds/AS_OF/runs.csv with /etc/crosswind/fm.conf");
    List<String> became = said.text().lines().filter(line -> !line.startsWith("as of")).toList();
    assertThat(became.stream().map(line -> line.replaceAll(" exit code.*", "")))
        .containsExactly(
            "0 good",
            "1 retry",
            "2 no retry",
            "3 no retry",
            "4 no retry",
            "5 no retry",
            "127 no retry",
            "137 retry",
            "143 retry",
            "kill retry");
    assertThat(became.get(3)).contains("is the feed there?");
    assertThat(became.get(1)).contains("what it has finished is kept");
  }
}
