// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.VerificationArchive;
import org.postroad.securityserver.messagelog.DocumentRequest;
import org.postroad.securityserver.messagelog.SignedDocuments;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * Hands out signed documents ({@code GET /asic}) to the client they belong to, and what is needed
 * to verify them ({@code GET /verificationconf}) to anybody (E-036 to E-044).
 */
final class DocumentDownload implements HttpHandler {

  private static final String DOCUMENTS = "/asic";
  private static final String CONFIGURATION = "/verificationconf";

  private final Supplier<ServerConfiguration> server;
  private final Admission admission;
  private final SignedDocuments documents;
  private final Supplier<VerificationArchive> archive;

  DocumentDownload(
      Supplier<ServerConfiguration> server,
      Admission admission,
      SignedDocuments documents,
      Supplier<VerificationArchive> archive) {
    this.server = server;
    this.admission = admission;
    this.documents = documents;
    this.archive = archive;
  }

  /** Whether a request is for one of the two; anything else is a SOAP message (E-044). */
  boolean serves(RequestHead request) {
    String path = request.path();
    return request.method().equals("GET") && (path.equals(DOCUMENTS) || path.equals(CONFIGURATION));
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    if (exchange.request().path().equals(CONFIGURATION)) {
      send(
          exchange,
          VerificationArchive.CONTENT_TYPE,
          VerificationArchive.CONTENT_DISPOSITION,
          archive.get()::writeTo);
      return;
    }
    SignedDocuments.Download download;
    try {
      DocumentRequest request = DocumentRequest.parse(exchange.request().query());
      ServerConfiguration current = server.get();
      if (!authenticated(request.client(), current, exchange)) {
        return;
      }
      download = documents.download(request);
    } catch (Fault fault) {
      refuse(exchange, SignedDocuments.status(fault), fault.text());
      return;
    }
    send(exchange, download.contentType(), download.contentDisposition(), download.content());
  }

  private boolean authenticated(ClientId asked, ServerConfiguration server, ServerExchange exchange)
      throws IOException {
    try {
      admission.check(AdmitConsumer.registered(asked, server), exchange);
      return true;
    } catch (Fault fault) {
      refuse(exchange, 401, fault.text());
      return false;
    }
  }

  private static void send(
      ServerExchange exchange, String type, String disposition, SignedDocuments.Content content)
      throws IOException {
    Headers headers =
        Headers.builder().add("Content-Type", type).add("Content-Disposition", disposition).build();
    try (OutputStream out = exchange.respond(new ResponseHead(200, "OK", headers))) {
      content.writeTo(out);
    }
  }

  private static void refuse(ServerExchange exchange, int status, String reason)
      throws IOException {
    exchange.respond(
        new ResponseHead(
            status, phrase(status), Headers.of("Content-Type", "text/plain; charset=UTF-8")),
        reason.getBytes(StandardCharsets.UTF_8));
  }

  private static String phrase(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      default -> "Internal Server Error";
    };
  }
}
