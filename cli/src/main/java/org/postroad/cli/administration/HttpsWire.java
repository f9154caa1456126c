// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.postroad.cli.output.Failures;

/**
 * HTTPS to the administration API. The program must prove that it is the host asked for, to the
 * certificates of {@link Access} or to those that Java trusts; there is no way around.
 */
final class HttpsWire implements Wire {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A restored backup is the longest work. */
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final Access access;
  private final HttpClient client;

  private HttpsWire(Access access, HttpClient client) {
    this.access = access;
    this.client = client;
  }

  static HttpsWire open(Access access) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    access.certificates().ifPresent(file -> builder.sslContext(trusting(file)));
    return new HttpsWire(access, builder.build());
  }

  @Override
  public ApiAnswer exchange(ApiRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(access.base() + request.path()))
            .timeout(ANSWER)
            .header("Authorization", "X-Road-ApiKey token=" + access.token())
            .header("Accept", "*/*");
    request.reason().ifPresent(why -> builder.header(ApiRequest.REASON, HeaderText.of(why)));
    builder.method(request.method(), publisher(request.body(), builder));
    try {
      HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
      Optional<String> disposition = response.headers().firstValue("Content-Disposition");
      return new ApiAnswer(response.statusCode(), disposition, response.body());
    } catch (SSLException e) {
      throw notReachable(
          "does not prove that it is the "
              + access.program().name()
              + " ("
              + e.getMessage()
              + "); name the certificate it is known by with --ca FILE",
          e);
    } catch (IOException e) {
      throw notReachable(
          "does not answer ("
              + Failures.text(e)
              + "); is it running? "
              + access.program().command()
              + " run",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReachable("was not waited for", e);
    }
  }

  private ApiFailed notReachable(String text, Exception cause) {
    return new ApiFailed(Exit.NOT_REACHABLE, access.base() + " " + text, cause);
  }

  private static HttpRequest.BodyPublisher publisher(
      ApiRequest.Body body, HttpRequest.Builder builder) {
    return switch (body) {
      case ApiRequest.None _ -> BodyPublishers.noBody();
      case ApiRequest.Json json -> {
        builder.header("Content-Type", "application/json");
        yield BodyPublishers.ofString(json.value().toString());
      }
      case ApiRequest.Bytes bytes -> {
        builder.header("Content-Type", "application/octet-stream");
        yield BodyPublishers.ofByteArray(bytes.file().content());
      }
      case ApiRequest.Form form -> {
        FormBody encoded = FormBody.of(form);
        builder.header("Content-Type", encoded.contentType());
        yield BodyPublishers.ofByteArray(encoded.bytes());
      }
    };
  }

  private static SSLContext trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry(Integer.toString(number++), each);
      }
      if (number == 0) {
        throw new ApiFailed(Exit.USAGE, 0, "There is no certificate in " + file);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ApiFailed(Exit.USAGE, "No certificates can be read from " + file, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
