// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.net.KnownCertificates;

/**
 * Asks security servers about their services, as an information system does: over the client port
 * of one of them, in the name of one of its clients. A fault is {@code network_error} where nothing
 * came in time, and {@code service_failed} for an answer that helps nobody.
 */
final class Metaservices implements AutoCloseable {
  private static final int OK = 200;

  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("catalogue-call-", 0).factory());
  private final HttpClient http;
  private final URI server;
  private final ClientId caller;
  private final Duration patience;
  private final int mostBytes;
  private final Supplier<UUID> ids;

  Metaservices(CollectionSettings settings, Supplier<UUID> ids) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(calls)
            .connectTimeout(settings.limits().patience());
    settings.serverCertificate().map(Metaservices::trusting).ifPresent(builder::sslContext);
    this.http = builder.build();
    this.server = settings.server();
    this.caller = settings.client();
    this.patience = settings.limits().patience();
    // A description and the message that carries it, or a list of as many services as there may be.
    this.mostBytes = settings.limits().documentBytes() + (1 << 20);
    this.ids = ids;
  }

  private static SSLContext trusting(X509Certificate server) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {KnownCertificates.ofServer(server)}, null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java has no TLS", missing);
    }
  }

  List<ListedService> soapServices(ClientId provider) {
    byte[] request = MetaserviceMessages.listMethods(caller, provider, id());
    return MetaserviceMessages.soapServices(soap(request).body(), provider);
  }

  byte[] wsdl(ServiceId service) {
    HttpResponse<byte[]> answer = soap(MetaserviceMessages.getWsdl(caller, service, id()));
    try {
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return MetaserviceMessages.wsdl(answer.body(), type);
    } catch (IOException unreadable) {
      throw new Fault(FaultCode.SERVICE_FAILED, "the answer cannot be read", unreadable);
    }
  }

  List<ListedService> restServices(ClientId provider) {
    return MetaserviceMessages.restServices(rest(provider, "listMethods"), provider);
  }

  byte[] openApi(ServiceId service) {
    String code = URLEncoder.encode(service.serviceCode(), StandardCharsets.UTF_8);
    return rest(service.owner(), "getOpenAPI?serviceCode=" + code.replace("+", "%20"));
  }

  private HttpResponse<byte[]> soap(byte[] envelope) {
    return send(
        HttpRequest.newBuilder(server)
            .header("Content-Type", "text/xml; charset=UTF-8")
            .header("SOAPAction", "\"\"")
            .POST(BodyPublishers.ofByteArray(envelope)));
  }

  private byte[] rest(ClientId provider, String target) {
    HttpResponse<byte[]> answer =
        send(
            HttpRequest.newBuilder(server.resolve("/r1/" + provider.encoded() + '/' + target))
                .header("X-Road-Client", caller.encoded())
                .header("X-Road-Id", id()));
    if (answer.statusCode() != OK) {
      throw MetaserviceMessages.failed(
          "status " + answer.statusCode() + ", " + MetaserviceMessages.restError(answer.body()));
    }
    return answer.body();
  }

  private String id() {
    return "catalogue-" + ids.get();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new Fault(FaultCode.NETWORK_ERROR, "no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException failure) {
      throw new Fault(FaultCode.NETWORK_ERROR, reason(failure), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.NETWORK_ERROR, "collecting ends");
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }

  @Override
  public void close() {
    http.shutdownNow();
    calls.shutdownNow();
  }
}
