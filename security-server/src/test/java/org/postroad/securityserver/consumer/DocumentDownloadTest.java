// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.messagelog.DocumentSeal;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.SignedDocuments;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestCertificate;

/** What the download services answer when there is nothing to download (E-036 to E-044). */
final class DocumentDownloadTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final String CLIENT =
      "xRoadInstance=TEST&memberClass=GOV&memberCode=1234&subsystemCode=tax";

  @TempDir Path directory;
  private MessageLog log;

  @BeforeEach
  void open() throws IOException {
    log =
        MessageLog.open(
            directory,
            MessageLogOptions.DEFAULT,
            TestInstance.CLOCK,
            new SecureRandom(),
            _ -> {
              throw new IllegalStateException("nothing to stamp");
            });
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /asic,                   true",
    "GET,  /asic?queryId=1,         true",
    "GET,  /verificationconf,       true",
    "GET,  /verificationconf?any,   true",
    "GET,  /asic/,                  false",
    "GET,  /asics,                  false",
    "GET,  /verificationconf/x,     false",
    "GET,  /,                       false",
    "POST, /asic,                   false",
    "HEAD, /asic,                   false"
  })
  void servesTwoPathsByGetOnly(String method, String target, boolean served) {
    RequestHead head =
        FakeExchange.of(method, target, org.postroad.protocol.mime.Headers.EMPTY, new byte[0])
            .request();
    assertEquals(served, download(ConnectionType.HTTP).serves(head));
  }

  @Test
  void nothingFoundIs404() throws IOException {
    FakeExchange exchange = FakeExchange.get("/asic?" + CLIENT + "&queryId=none");
    download(ConnectionType.HTTP).handle(exchange);
    assertAnswer(404, "No signed documents found", exchange);
    assertEquals("text/plain; charset=UTF-8", exchange.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xRoadInstance", "memberClass", "memberCode"})
  void missingPartOfTheClientIs400(String missing) throws IOException {
    String query = CLIENT.replaceAll(missing + "=[^&]*&?", "");
    FakeExchange exchange = FakeExchange.get("/asic?queryId=1&" + query);
    download(ConnectionType.HTTP).handle(exchange);
    assertAnswer(400, "Parameter \"" + missing + "\"  must be specified.", exchange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&queryId=1&requestOnly&responseOnly", "&queryId=1&unique"})
  void otherMisuseIs400(String query) throws IOException {
    FakeExchange exchange = FakeExchange.get("/asic?" + CLIENT + query);
    download(ConnectionType.HTTP).handle(exchange);
    assertEquals(400, exchange.head().status(), exchange.text());
  }

  @Test
  void callerMustComeAsTheClientDemands() throws IOException {
    X509Certificate own =
        TestCertificate.subject("CN=own")
            .authentication()
            .issuedBy(INSTANCE.authority().root())
            .certificate();
    String target = "/asic?" + CLIENT + "&queryId=none";
    for (FakeExchange stranger :
        new FakeExchange[] {
          FakeExchange.get(target),
          FakeExchange.get(target).overTls(),
          FakeExchange.get(target).overTls(INSTANCE.callerKey().certificate())
        }) {
      download(ConnectionType.HTTPS, own).handle(stranger);
      assertEquals(401, stranger.head().status(), stranger.text());
    }
    FakeExchange known = FakeExchange.get(target).overTls(own);
    download(ConnectionType.HTTPS, own).handle(known);
    assertEquals(404, known.head().status());
  }

  @Test
  void unknownClientIs401() throws IOException {
    FakeExchange exchange =
        FakeExchange.get("/asic?" + CLIENT.replace("tax", "other") + "&queryId=1");
    download(ConnectionType.HTTP).handle(exchange);
    assertEquals(401, exchange.head().status());
    assertFalse(exchange.text().isEmpty());
  }

  @Test
  void outageIs500AndNotTheCallersFault() throws IOException {
    DocumentDownload download =
        download(() -> {
          throw new Fault(FaultCode.GLOBAL_CONF_OUTDATED, "Global configuration expired");
        });
    FakeExchange exchange = FakeExchange.get("/asic?" + CLIENT + "&queryId=1");
    download.handle(exchange);
    assertEquals(500, exchange.head().status());
    assertTrue(exchange.text().contains("expired"), exchange.text());
  }

  private static void assertAnswer(int status, String text, FakeExchange exchange) {
    assertEquals(text, exchange.text());
    assertEquals(status, exchange.head().status());
  }

  private DocumentDownload download(ConnectionType type, X509Certificate... own) {
    ServerConfiguration server = INSTANCE.atCaller(type, own).server();
    return download(() -> server);
  }

  private DocumentDownload download(Supplier<ServerConfiguration> server) {
    return new DocumentDownload(
        server,
        Fixtures.admission(),
        new SignedDocuments(log, DocumentSeal.NONE),
        () -> {
          throw new IllegalStateException("not asked for");
        });
  }
}
