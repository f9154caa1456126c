// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMultipart;

/** An information system that sends a large body and gets a large one, and holds neither. */
final class BulkClient {
  private static final String BOUNDARY = "bulk-request";

  private final URI consumer;

  BulkClient(URI consumer) {
    this.consumer = consumer;
  }

  /** Posts a body to the REST service and reads an answer of the same length. */
  void rest(String queryId, BulkBody body) throws IOException {
    ServiceId service = ServiceId.of(Topology.POPULATION.subsystem(), "bulk");
    HttpURLConnection connection =
        open(consumer.resolve("/r1/" + service.encoded() + "/" + body.length()));
    connection.setRequestProperty("X-Road-Client", Topology.TAX.subsystem().encoded());
    connection.setRequestProperty("X-Road-Id", queryId);
    connection.setRequestProperty("Content-Type", "application/octet-stream");
    connection.setFixedLengthStreamingMode(body.length());
    BulkBody.Sum sent;
    try (OutputStream out = connection.getOutputStream()) {
      sent = body.writeTo(out);
    }
    try (InputStream in = answer(connection)) {
      require(queryId, sent.toString(), String.valueOf(connection.getHeaderField("X-Received")));
      requireAnswer(queryId, body.length(), BulkBody.read(in));
    }
  }

  /** Sends an attachment to the SOAP service and reads one of the same length. */
  void soap(String queryId, BulkBody body) throws IOException {
    ServiceId service = ServiceId.of(Topology.POPULATION.subsystem(), "bulkSoap");
    HttpURLConnection connection = open(consumer.resolve("/"));
    connection.setRequestProperty(
        "Content-Type", "multipart/related; type=\"text/xml\"; boundary=" + BOUNDARY);
    connection.setRequestProperty("SOAPAction", "\"\"");
    connection.setChunkedStreamingMode(64 * 1024);
    BulkBody.Sum sent;
    try (OutputStream out = connection.getOutputStream()) {
      out.write(ascii("--" + BOUNDARY + "\r\nContent-Type: text/xml; charset=UTF-8\r\n\r\n"));
      out.write(SampleCalls.envelope(queryId, service, "1"));
      out.write(ascii("\r\n--" + BOUNDARY + "\r\nContent-Type: application/octet-stream\r\n\r\n"));
      sent = body.writeTo(out);
      out.write(ascii("\r\n--" + BOUNDARY + "--\r\n"));
    }
    try (InputStream in = answer(connection)) {
      SoapMultipart parts = SoapMultipart.read(in, connection.getContentType());
      require(
          queryId,
          sent.toString(),
          new String(attachment(parts).body().readAllBytes(), StandardCharsets.UTF_8));
      requireAnswer(queryId, body.length(), BulkBody.read(attachment(parts).body()));
    }
  }

  private static SoapAttachment attachment(SoapMultipart parts) throws IOException {
    return parts
        .next()
        .orElseThrow(
            () -> new IOException(new String(parts.message().bytes(), StandardCharsets.UTF_8)));
  }

  private static HttpURLConnection open(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    return connection;
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    if (connection.getResponseCode() != 200) {
      try (InputStream error = connection.getErrorStream()) {
        throw new IOException(
            connection.getResponseCode()
                + " "
                + new String(error.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return connection.getInputStream();
  }

  private static void requireAnswer(String queryId, long length, BulkBody.Sum received)
      throws IOException {
    BulkBody.Sum answered = new BulkBody(BulkService.ANSWER_SEED, length).sum();
    require(queryId, answered.toString(), received.toString());
  }

  private static void require(String queryId, String sent, String received) throws IOException {
    if (!sent.equals(received)) {
      throw new IOException(queryId + ": sent " + sent + ", received " + received);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
