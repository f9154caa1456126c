// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.postroad.securityserver.conf.Download;

/**
 * Fetches configuration as browsers do, above all over HTTPS: the certificate must come from an
 * authority that this Java runtime trusts, and be for the host (A26). A client is made for each
 * answer and let go, since there is one in a minute.
 *
 * @param connect to reach a server
 * @param answer for all of one answer
 * @param trust in other authorities than those of this Java runtime
 */
public record WebDownload(Duration connect, Duration answer, Optional<SSLContext> trust)
    implements Download {

  /** Trusts whom this Java runtime trusts. */
  public WebDownload(Duration connect, Duration answer) {
    this(connect, answer, Optional.empty());
  }

  @Override
  public Response get(URI url, int limit) throws IOException {
    return get(url, limit, Optional.empty());
  }

  @Override
  public Response getUnless(String tag, URI url, int limit) throws IOException {
    return get(url, limit, Optional.of(tag));
  }

  private Response get(URI url, int limit, Optional<String> tag) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(answer);
    tag.ifPresent(known -> request.header("If-None-Match", known));
    HttpClient client = client();
    try {
      HttpResponse<byte[]> response =
          client
              .sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), limit))
              .get(connect.plus(answer).toMillis(), TimeUnit.MILLISECONDS);
      return new Response(
          response.statusCode(), response.body(), response.headers().firstValue("ETag"));
    } catch (ExecutionException failure) {
      throw new IOException(url + " did not answer" + reason(failure), failure);
    } catch (TimeoutException failure) {
      throw new IOException(url + " did not answer in " + answer, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fetching " + url, interrupted);
    } finally {
      client.shutdownNow();
    }
  }

  private HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER);
    trust.ifPresent(client::sslContext);
    return client.build();
  }

  /** What the platform says of it, which is nothing where nobody listens. */
  private static String reason(ExecutionException failure) {
    return Optional.ofNullable(failure.getCause())
        .flatMap(cause -> Optional.ofNullable(cause.getMessage()))
        .map(text -> ": " + text)
        .orElse("");
  }
}
