// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.postroad.cli.output.Failures;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.net.KnownCertificates;
import picocli.CommandLine.Option;

/** The client port of a security server, and who calls there. */
final class ClientPort {
  private static final long MOST_BYTES = 256L << 20;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:POSTROAD_SERVER}",
      description = "Client port of your security server, http://HOST[:PORT] or https://….")
  private Optional<URI> server = Optional.empty();

  @Option(
      names = "--client",
      paramLabel = "ID",
      defaultValue = "${env:POSTROAD_CLIENT}",
      description = "Who calls: INSTANCE/CLASS/MEMBER[/SUBSYSTEM], a client of that server.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The id of the message; a new one if not given.")
  private String id = UUID.randomUUID().toString();

  @Option(
      names = "--user-id",
      paramLabel = "ID",
      description = "The person on whose behalf it is asked, such as EE47101010033.")
  private Optional<String> userId = Optional.empty();

  @Option(
      names = "--server-certificate",
      paramLabel = "FILE",
      description = "The certificate that the server shows over HTTPS, in PEM or DER.")
  private Optional<Path> serverCertificate = Optional.empty();

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "Key and certificate of the client for HTTPS, in a PKCS#12 file.")
  private Optional<Path> keystore = Optional.empty();

  @Option(
      names = "--keystore-password-file",
      paramLabel = "FILE",
      description = "Its first line is the password of that file.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for the whole answer (${DEFAULT-VALUE}).")
  private int timeout = 60;

  URI address() {
    return server.orElseThrow(() ->
        new CallFailed("Say which security server to call: --server URL, or POSTROAD_SERVER"));
  }

  ClientId client() {
    return client
        .map(ClientPort::parsed)
        .orElseThrow(() -> new CallFailed("Say who calls: --client ID, or POSTROAD_CLIENT"));
  }

  private static ClientId parsed(String text) {
    try {
      return ClientId.parse(text);
    } catch (Fault _) {
      throw new CallFailed(
          "--client: '" + text + "' is no client, expected INSTANCE/CLASS/MEMBER[/SUBSYSTEM]");
    }
  }

  String id() {
    return id;
  }

  Optional<String> userId() {
    return userId;
  }

  /** A request to a place at the server, with the time-out already set. */
  HttpRequest.Builder request(String target) {
    try {
      return HttpRequest.newBuilder(address().resolve(target)).timeout(Duration.ofSeconds(timeout));
    } catch (IllegalArgumentException noUri) {
      throw new CallFailed("Not an address: " + noUri.getMessage());
    }
  }

  Answer send(HttpRequest request) throws InterruptedException {
    long begin = System.nanoTime();
    try (HttpClient http = http()) {
      HttpResponse<byte[]> answer =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new Answer(answer.statusCode(), answer.headers(), answer.body(), took);
    } catch (IOException failure) {
      throw new CallFailed(address() + ": " + Failures.text(failure));
    }
  }

  private HttpClient http() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(timeout));
    if (address().getScheme().equals("https")) {
      builder.sslContext(tls());
    }
    return builder.build();
  }

  private SSLContext tls() {
    Path file =
        serverCertificate.orElseThrow(() ->
            new CallFailed("Say what the server shows over HTTPS: --server-certificate FILE"));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] trust = {KnownCertificates.ofServer(certificate(file))};
      context.init(keystore.isPresent() ? keys(keystore.get()) : new KeyManager[0], trust, null);
      return context;
    } catch (IOException | GeneralSecurityException failure) {
      throw new CallFailed("Cannot prepare TLS: " + failure.getMessage());
    }
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private KeyManager[] keys(Path file) throws IOException, GeneralSecurityException {
    Path secret =
        passwordFile.orElseThrow(() ->
            new CallFailed("Say where the password of the keystore is: --keystore-password-file"));
    char[] password = Files.readString(secret).lines().findFirst().orElse("").toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return keys.getKeyManagers();
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
