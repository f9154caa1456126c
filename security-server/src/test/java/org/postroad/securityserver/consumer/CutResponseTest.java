// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** The other security server hangs up inside a large response: nothing of it stays (B-046). */
final class CutResponseTest {
  private static final String BOUNDARY = "xtopcut";

  @TempDir Path directory;

  @Test
  void bodyOfAResponseThatIsCutIsGivenBack() throws IOException {
    RestRequest request = TestMessages.rest("GET", "people", "/x");
    Received received =
        Fixtures.received(
            new TestInstance().atCaller(Client.ConnectionType.HTTP),
            FakeExchange.get("/"),
            request);
    BodySpool spool = new BodySpool(directory, BodyLimits.DEFAULT.withReserve(0));
    Transmitted transmitted =
        new Transmitted(received, cut(begun(request)), Parts.of(request, List.of()));
    ReceiveResponse stage = new ReceiveResponse(spool, TransportLimits.DEFAULT);
    assertThrows(SocketException.class, () -> stage.apply(transmitted));
    assertEquals(1_000_000 / 8192 * 8192, spool.peak() / 8192 * 8192, "it was on disk");
    assertEquals(0, spool.taken());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  /** A response up to the middle of its body. */
  private static byte[] begun(RestRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransportWriter writer = new TransportWriter(out, BOUNDARY);
    RestResponse response = RestResponse.ofService(request, 200, "OK", Headers.EMPTY, new byte[64]);
    writer.restResponse(response.bytes());
    writer.restBody().write(new byte[1_000_000]);
    return out.toByteArray();
  }

  /** A connection that fails where the response is cut. */
  private static ClientConnection cut(byte[] begun) throws IOException {
    Headers headers =
        Headers.builder()
            .add("content-type", TransportWriter.contentType(BOUNDARY))
            .add(TransportHeaders.HASH_ALGORITHM, DigestAlgorithm.SHA512.jcaName())
            .build();
    InputStream failing = mock(InputStream.class);
    when(failing.read(any(), anyInt(), anyInt()))
        .thenThrow(new SocketException("the connection failed while reading"));
    ClientConnection connection = mock(ClientConnection.class);
    when(connection.receive()).thenReturn(new ResponseHead(200, "OK", headers));
    when(connection.body())
        .thenReturn(new SequenceInputStream(new ByteArrayInputStream(begun), failing));
    when(connection.peerCertificates()).thenReturn(List.of());
    return connection;
  }
}
