package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README and the site pages name is there: tests, files, commands, options, keys. */
class PagesTest {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern TEST =
      Pattern.compile("([A-Z]\\w*(?:Test|Benchmark))(?:\\.(\\w+))?");

  /** Names of methods alone are long sentences. */
  private static final Pattern METHOD = Pattern.compile("[a-z]+(?:[A-Z][a-z0-9]*){5,}");

  private static final Pattern FILE =
      Pattern.compile("(?:conf|submit|src|notebooks|\\.ci|\\.mvn)/[\\w./-]+");

  private static final Pattern COMMAND = Pattern.compile("crosswind ([a-z]+)((?: .*)?)");
  private static final Pattern KEY =
      Pattern.compile(
          "(?<![\\w./-])(?:crosswind\\.)?"
              + "((?:run|xva|panel|bootstrap|security)\\.[a-z][a-z.-]*[a-z])(?![\\w/(])");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** What the launcher and spark-submit take. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of(
          "--master",
          "--deploy-mode",
          "--queue",
          "--name",
          "--conf",
          "--properties-file",
          "--files",
          "--jars",
          "--principal",
          "--keytab",
          "--proxy-user",
          "--driver-memory",
          "--driver-java-options",
          "--driver-class-path",
          "--executor-memory",
          "--executor-cores",
          "--num-executors",
          "--help");

  private static Map<String, String> pages() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    pages.put("README.md", Files.readString(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  /** What is wrong on any page, by what is said of each piece of code on it. */
  private static Set<String> problems(Function<String, Stream<String>> ofCode) throws IOException {
    Set<String> problems = new TreeSet<>();
    pages()
        .forEach(
            (page, text) ->
                CODE.matcher(text)
                    .results()
                    .map(code -> code.group(1))
                    .flatMap(ofCode)
                    .forEach(problem -> problems.add(page + ": " + problem)));
    return problems;
  }

  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".java")) {
          tests.put(name.substring(0, name.length() - 5), Files.readString(file));
        }
      }
    }
    return tests;
  }

  @Test
  void everyTestOnAPageIsThere() throws IOException {
    Map<String, String> tests = tests();
    String all = String.join("\n", tests.values());
    assertThat(
            problems(
                code -> {
                  Matcher test = TEST.matcher(code);
                  if (test.matches() && !code.equals("XxxTest")) {
                    String source = tests.get(test.group(1));
                    boolean there =
                        source != null && (test.group(2) == null || has(source, test.group(2)));
                    return there ? Stream.empty() : Stream.of(code);
                  }
                  boolean lost = METHOD.matcher(code).matches() && !has(all, code);
                  return lost ? Stream.of(code) : Stream.empty();
                }))
        .isEmpty();
  }

  private static boolean has(String source, String method) {
    return source.contains(" " + method + "(");
  }

  @Test
  void everyFileOnAPageIsThere() throws IOException {
    Set<String> problems =
        problems(
            code ->
                FILE.matcher(code)
                    .results()
                    .map(MatchResult::group)
                    .filter(file -> code.startsWith(file) && !Files.exists(Path.of(file))));
    pages()
        .forEach(
            (page, text) -> {
              Path folder = Path.of(page.equals("README.md") ? "." : "src/site/markdown");
              LINK.matcher(text)
                  .results()
                  .map(link -> link.group(1).replaceFirst("\\.html$", ".md"))
                  .filter(link -> !Files.exists(folder.resolve(link)))
                  .forEach(link -> problems.add(page + ": " + link));
            });
    assertThat(problems).isEmpty();
  }

  @Test
  void everyCommandAndOptionOnAPageIsThere() throws IOException {
    Map<String, CommandLine> commands = new CommandLine(new Main()).getSubcommands();
    Set<String> options = new HashSet<>(OF_THE_LAUNCHER);
    commands.values().forEach(command -> options.addAll(optionsOf(command)));
    Set<String> problems = new TreeSet<>();
    pages()
        .forEach(
            (page, text) -> {
              for (String line : lines(text)) {
                Matcher found = COMMAND.matcher(line);
                if (found.find()) {
                  CommandLine command = commands.get(found.group(1));
                  if (command == null) {
                    problems.add(page + ": crosswind " + found.group(1));
                    continue;
                  }
                  Set<String> allowed = optionsOf(command);
                  allowed.addAll(OF_THE_LAUNCHER);
                  given(found.group(2))
                      .filter(option -> !allowed.contains(option))
                      .forEach(option -> problems.add(page + ": " + line));
                } else if (line.startsWith("--")) {
                  given(line)
                      .filter(option -> !options.contains(option))
                      .forEach(option -> problems.add(page + ": " + line));
                }
              }
            });
    assertThat(problems).isEmpty();
  }

  @Test
  void everyKeyOnAPageIsThere() throws IOException {
    Config defaults = ConfigFactory.parseFile(Path.of("conf/reference.conf").toFile());
    Set<String> problems = new TreeSet<>();
    pages()
        .forEach(
            (page, text) ->
                lines(text).stream()
                    .flatMap(PagesTest::keys)
                    .filter(key -> !defaults.hasPath("crosswind." + key))
                    .forEach(key -> problems.add(page + ": " + key)));
    assertThat(problems).isEmpty();
  }

  private static Stream<String> keys(String line) {
    return KEY.matcher(line).results().map(key -> key.group(1)).filter(key -> !isFile(key));
  }

  private static boolean isFile(String name) {
    return name.matches(".*[.](?:conf|csv|json|jsonl|prom|log)");
  }

  private static Set<String> optionsOf(CommandLine command) {
    Set<String> options = new HashSet<>();
    command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
    return options;
  }

  private static Stream<String> given(String words) {
    return OPTION.matcher(words.split("[|>#]", 2)[0]).results().map(MatchResult::group);
  }

  /** Indented code, continued lines joined, and code within a line. */
  private static List<String> lines(String text) {
    String joined = text.replaceAll(" *\\\\\n *", " ");
    Stream<String> blocks =
        joined.lines().filter(line -> line.startsWith("    ")).map(String::strip);
    Stream<String> spans = CODE.matcher(text).results().map(code -> code.group(1));
    return Stream.concat(blocks, spans).filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void thisTestFindsWhatIsNotThere() throws IOException {
    assertThat(has(String.join("", tests().values()), "aTestThatNobody" + "HasWritten")).isFalse();
    assertThat(given("--config x --no-such-option=1 | grep --color"))
        .containsExactly("--config", "--no-such-option");
    assertThat(keys("--set crosswind.xva.bok=a run.json run.id=1"))
        .containsExactly("xva.bok", "run.id");
    assertThat(lines("text `--a b`\n\n    crosswind xva \\\n      --b\n"))
        .containsExactly("crosswind xva --b", "--a b");
  }
}
