package org.crosswind.job.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.crosswind.job.config.Alert;
import org.crosswind.job.config.Alert.On;
import org.crosswind.job.config.Limit.Change;
import org.crosswind.job.config.Limit.Measure;
import org.crosswind.job.config.Limit.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlertsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String SECRET = "hunter2";

  @TempDir Path folder;

  private HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
  }

  private static AlertMessage message(On... occasions) {
    Breach breach =
        new Breach(
            LimitCheckTest.limit(Scope.NETTING_SET, Measure.CVA, Change.NONE, 10, Double.NaN),
            new Figure("NS1", "CP1", null, 12),
            null,
            null,
            12,
            true);
    return new AlertMessage(
        Set.of(occasions),
        "night",
        "xva",
        5,
        "/out/night",
        "xva night is done",
        10,
        1,
        List.of(breach),
        "driver",
        "2026-11-20T23:30:00.000Z");
  }

  private static List<String> send(Alert... alerts) {
    return new Alerts(List.of(alerts)).send(message(On.DONE, On.BREACH));
  }

  private static Alert command(Duration limit, int retries, String... argv) {
    return new Alert(
        "pager",
        Set.of(On.BREACH),
        List.of(argv),
        Optional.empty(),
        Map.of(),
        "",
        limit,
        retries,
        Duration.ofMillis(1));
  }

  private Alert webhook(Duration limit, int retries) {
    return webhook(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/T0/" + SECRET, limit, retries);
  }

  private static Alert webhook(String address, Duration limit, int retries) {
    return new Alert(
        "chat",
        Set.of(On.BREACH),
        List.of(),
        Optional.of(URI.create(address)),
        Map.of("Authorization", "Bearer " + SECRET),
        "",
        limit,
        retries,
        Duration.ofMillis(1));
  }

  private static Alert file(Path file) {
    return new Alert(
        "audit",
        Set.of(On.BREACH, On.DONE),
        List.of(),
        Optional.empty(),
        Map.of(),
        file.toString(),
        LONG,
        1,
        Duration.ofMillis(1));
  }

  private void answer(int status) {
    server.createContext("/", exchange -> answer(exchange, status));
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  // ---- webhook

  @Test
  void aWebhookGetsTheMessageAsJsonWithItsHeaders() throws IOException {
    List<String> headers = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          headers.add(exchange.getRequestHeaders().getFirst("Authorization"));
          headers.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          answer(exchange, 204);
        });
    assertThat(send(webhook(LONG, 0))).isEmpty();
    assertThat(headers).containsExactly("Bearer " + SECRET, "application/json; charset=utf-8");
    JsonNode json = new ObjectMapper().readTree(bodies.get(0));
    assertThat(json.get("on")).hasSize(1);
    assertThat(json.get("on").get(0).asText()).isEqualTo("breach");
    assertThat(json.get("run_id").asText()).isEqualTo("night");
    assertThat(json.get("exit_code").asInt()).isEqualTo(5);
    assertThat(json.get("breaches").asInt()).isEqualTo(1);
    assertThat(json.get("first_breaches").get(0).get("text").asText())
        .contains("netting-set NS1", "cva 12.0000 > max 10.0000");
  }

  @Test
  void aServerThatFailsIsAskedAgain() {
    AtomicInteger calls = new AtomicInteger();
    server.createContext(
        "/", exchange -> answer(exchange, calls.incrementAndGet() < 3 ? 500 : 200));
    assertThat(send(webhook(LONG, 2))).isEmpty();
    assertThat(calls).hasValue(3);
  }

  @Test
  void aServerThatKeepsFailingIsAWarningWithoutAnySecret() {
    answer(500);
    assertThat(send(webhook(LONG, 2)))
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning)
                    .startsWith("alert 'chat' (webhook http://127.0.0.1:")
                    .contains("in 3 attempts: was answered with status 500")
                    .doesNotContain(SECRET));
    assertThat(bodies).hasSize(3);
  }

  @Test
  void aServerThatSaysTheRequestIsWrongIsNotAskedAgainAndRedirectsAreNotFollowed() {
    answer(404);
    assertThat(send(webhook(LONG, 5))).singleElement().asString().contains("status 404");
    assertThat(bodies).hasSize(1);
    server.removeContext("/");
    answer(302);
    assertThat(send(webhook(LONG, 0))).singleElement().asString().contains("status 302");
  }

  @Test
  void aServerThatHangsCostsItsTimeLimitAndNoMore() {
    server.createContext(
        "/",
        exchange -> {
          bodies.add("asked");
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(send(webhook(SHORT, 1)))
        .singleElement()
        .asString()
        .contains("in 2 attempts")
        .doesNotContain(SECRET);
    assertThat(bodies).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aServerThatHangsInTheMiddleOfItsAnswerIsLeft() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(send(webhook(SHORT, 0)))
        .singleElement()
        .asString()
        .contains("took longer than 0.3 s");
  }

  @Test
  void aServerThatClosesTheConnectionAndOneThatIsNotThereAreWarnings() throws IOException {
    try (ServerSocket closing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread closer =
          new Thread(
              () -> {
                try {
                  while (true) {
                    closing.accept().close();
                  }
                } catch (IOException e) {
                  // the test is over
                }
              });
      closer.setDaemon(true);
      closer.start();
      String address = "http://127.0.0.1:" + closing.getLocalPort() + "/";
      assertThat(send(webhook(address, LONG, 1))).singleElement().asString().contains("no answer");
    }
    ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = gone.getLocalPort();
    gone.close();
    assertThat(send(webhook("http://127.0.0.1:" + port + "/", LONG, 0)))
        .singleElement()
        .asString()
        .contains("no connection");
  }

  // ---- command

  private static void needsShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
  }

  @Test
  void aCommandGetsTheMessageOnItsStandardInputAndItsArgumentsAsTheyAre() throws IOException {
    needsShell();
    Path told = folder.resolve("told");
    assertThat(
            send(
                command(
                    LONG,
                    0,
                    "/bin/sh",
                    "-c",
                    "cat > \"$1\"; echo \"$2\" >> \"$1\"",
                    "x",
                    told.toString(),
                    "a b; $(c)")))
        .isEmpty();
    List<String> lines = Files.readAllLines(told);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("run_id").asText()).isEqualTo("night");
    assertThat(lines.get(1)).isEqualTo("a b; $(c)");
  }

  @Test
  void aCommandThatFailsIsTriedAgainAndItsFirstWordsAreTold() throws IOException {
    needsShell();
    Path count = folder.resolve("count");
    String script = "echo x >> \"$1\"; echo no such pager token=" + SECRET + "; exit 3";
    assertThat(send(command(LONG, 2, "/bin/sh", "-c", script, "x", count.toString())))
        .singleElement()
        .asString()
        .isEqualTo(
            "alert 'pager' (command /bin/sh) could not be delivered in 3 attempts: ended with code 3,"
                + " saying: no such pager token=(redacted)");
    assertThat(Files.readAllLines(count)).hasSize(3);
  }

  @Test
  void aCommandThatDoesNotExistIsAWarning() {
    assertThat(send(command(LONG, 3, folder.resolve("none").toString())))
        .singleElement()
        .asString()
        .contains("could not be delivered: cannot be started");
  }

  @Test
  void aCommandThatHangsIsKilledWithItsChildren() throws Exception {
    needsShell();
    Path pid = folder.resolve("pid");
    List<String> warnings =
        send(
            command(
                Duration.ofSeconds(2),
                0,
                "/bin/sh",
                "-c",
                "sleep 600 & echo $! > \"$1\"; wait",
                "x",
                pid.toString()));
    assertThat(warnings).singleElement().asString().contains("took longer than 2.0 s");
    Optional<ProcessHandle> sleeping =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    for (int i = 0; i < 100 && sleeping.filter(ProcessHandle::isAlive).isPresent(); i++) {
      Thread.sleep(50);
    }
    assertThat(sleeping.filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aCommandThatFloodsItsOutputIsReadToTheEnd() {
    needsShell();
    String flood = "i=0; while [ $i -lt 3000 ]; do echo " + "x".repeat(100) + "; i=$((i+1)); done";
    assertThat(send(command(LONG, 0, "/bin/sh", "-c", flood))).isEmpty();
    assertThat(send(command(LONG, 0, "/bin/sh", "-c", flood + "; exit 1")))
        .singleElement()
        .satisfies(warning -> assertThat(warning).hasSizeLessThan(1000));
  }

  @Test
  void aCommandThatDoesNotReadItsInputIsNoFailure() {
    needsShell();
    assertThat(send(command(LONG, 0, "/bin/sh", "-c", "exec 0<&-; exit 0"))).isEmpty();
  }

  // ---- file

  @Test
  void aFileGetsALineForEachMessageAlsoFromManyThreads() throws Exception {
    Path file = folder.resolve("alerts.jsonl");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread = new Thread(() -> send(file(file), file(file)));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(16);
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).get("on")).hasSize(2);
    }
  }

  @Test
  void aFullDiskIsAWarning() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full");
    assertThat(send(file(full)))
        .singleElement()
        .asString()
        .contains("alert 'audit' (file /dev/full)", "in 2 attempts", "No space left");
  }

  @Test
  void aFolderThatIsNotThereIsAWarning() {
    assertThat(send(file(folder.resolve("none/alerts.jsonl"))))
        .singleElement()
        .asString()
        .contains("there is no folder");
  }

  // ---- all

  @Test
  void onlyThoseWhoWantToKnowAreTold() {
    answer(200);
    Alert onFailure =
        new Alert(
            "other",
            Set.of(On.FAILED),
            List.of("/none"),
            Optional.empty(),
            Map.of(),
            "",
            LONG,
            0,
            Duration.ZERO);
    assertThat(send(onFailure, webhook(LONG, 0))).isEmpty();
    assertThat(bodies).hasSize(1);
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromBeingTold() throws IOException {
    Path file = folder.resolve("alerts.jsonl");
    assertThat(send(command(LONG, 0, "/none"), file(file))).hasSize(1);
    assertThat(file).exists();
  }
}
