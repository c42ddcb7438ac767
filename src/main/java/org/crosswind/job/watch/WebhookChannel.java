package org.crosswind.job.watch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Posts the message as JSON. Done when the answer is 2xx; redirects are not followed, since that
 * would carry the headers elsewhere. An answer that says the request is wrong (4xx, but for 408 and
 * 429) is not asked for again.
 */
final class WebhookChannel implements AlertChannel {
  private final URI address;
  private final Map<String, String> headers;
  private final Duration timeLimit;

  WebhookChannel(URI address, Map<String, String> headers, Duration timeLimit) {
    this.address = address;
    this.headers = headers;
    this.timeLimit = timeLimit;
  }

  @Override
  public void deliver(byte[] json) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeLimit)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeLimit)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::setHeader);
    int status;
    try {
      status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      throw new AlertException("no connection: " + text(e), true);
    } catch (IOException e) {
      throw new AlertException("no answer: " + text(e), true);
    }
    if (status / 100 != 2) {
      boolean ours = status / 100 == 4 && status != 408 && status != 429;
      throw new AlertException("was answered with status " + status, !ours);
    }
  }

  private static String text(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
