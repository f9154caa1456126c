// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.service.MetaserviceFixtures.soap;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;

/** What downloading a description may cost, and where it may lead (threat 50). */
final class DescriptionsTest {
  private static final SoapMessage REQUEST =
      soap(
          "getWsdl",
          "<xrd:serviceCode>getPerson</xrd:serviceCode>"
              + "<xrd:serviceVersion>v1</xrd:serviceVersion>");
  private static final byte[] WSDL =
      "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>".getBytes(US_ASCII);

  @TempDir Path directory;
  private MetaserviceFixtures fixtures;

  @BeforeEach
  void start() {
    fixtures = new MetaserviceFixtures(directory);
  }

  @AfterEach
  void stop() {
    fixtures.close();
  }

  private Fault refusal(Metaservices metaservices) {
    return assertThrows(Fault.class, () -> fixtures.answer(metaservices, REQUEST));
  }

  private static HttpFetch.Fetched fetched(byte[] body) {
    return new HttpFetch.Fetched(200, "OK", Headers.EMPTY, body);
  }

  @Test
  void sourceIsAskedForTheRegisteredAddressWithTheSettingOfTheService() {
    List<String> asked = new ArrayList<>();
    Metaservices metaservices =
        fixtures.metaservices((url, owner, verifyTls, limit) -> {
          asked.add(url + " " + owner.id().text() + " " + verifyTls + " " + limit);
          return fetched(WSDL);
        });
    fixtures.answer(metaservices, REQUEST).close();
    assertEquals(
        List.of(
            fixtures.site().uri("/people.wsdl")
                + " "
                + TestInstance.PROVIDER.text()
                + " true "
                + MetaserviceFixtures.LIMITS.mostBytes()),
        asked);
  }

  @Test
  void redirectsAndImportsAreNotFollowed() {
    AtomicInteger elsewhere = new AtomicInteger();
    fixtures
        .site()
        .serve(
            "/elsewhere",
            exchange -> {
              elsewhere.incrementAndGet();
              exchange.close();
            })
        .serve(
            "/people.wsdl",
            exchange -> {
              try (exchange) {
                exchange
                    .getResponseHeaders()
                    .set("Location", fixtures.site().uri("/elsewhere").toString());
                exchange.sendResponseHeaders(302, -1);
              }
            });
    String redirected = refusal(fixtures.metaservices()).text();
    assertTrue(redirected.startsWith("Received HTTP error: 302 - "), redirected);
    String imports =
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'><import location='%s'/></definitions>"
            .formatted(fixtures.site().uri("/elsewhere"));
    fixtures.site().answer("/people.wsdl", 200, imports.getBytes(US_ASCII));
    fixtures.answer(REQUEST).close();
    assertEquals(0, elsewhere.get());
  }

  @Test
  void largerDocumentIsRefusedWithoutItsAddress() {
    fixtures
        .site()
        .answer("/people.wsdl", 200, new byte[MetaserviceFixtures.LIMITS.mostBytes() + 1]);
    Fault fault = refusal(fixtures.metaservices());
    assertEquals(List.of(FaultCode.NETWORK_ERROR), fault.path());
    assertEquals(
        "The description of SERVICE:TEST/GOV/5678/people/getPerson/v1 could not be downloaded",
        fault.text());
  }

  @Test
  void sourceThatIsNotThereIsANetworkErrorWithoutItsAddress() {
    URI nobody = HttpSite.nobody();
    Fault fault =
        refusal(
            fixtures.metaservices((_, _, _, limit) -> fixtures.site().fetch().get(nobody, limit)));
    assertEquals(List.of(FaultCode.NETWORK_ERROR), fault.path());
    assertTrue(!fault.text().contains("127.0.0.1"), fault.text());
  }

  @Test
  void refusedCertificateOfTheSourceIsTold() {
    Fault refused = new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "not this one");
    Fault fault =
        refusal(
            fixtures.metaservices((_, _, _, _) -> {
              throw refused;
            }));
    assertEquals(List.of(FaultCode.SSL_AUTHENTICATION_FAILED), fault.path());
  }

  @Test
  void placeIsGivenBackAfterAFailure() {
    Metaservices failing =
        fixtures.metaservices((_, _, _, _) -> {
          throw new IOException("broken");
        });
    for (int i = 0; i < 2 * MetaserviceFixtures.LIMITS.atOnce(); i++) {
      assertEquals(FaultCode.NETWORK_ERROR, refusal(failing).code());
    }
  }

  @Test
  void onlySoManyAreDownloadedAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(MetaserviceFixtures.LIMITS.atOnce());
    Metaservices metaservices =
        fixtures.metaservices((_, _, _, _) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          full.countDown();
          awaited(full);
          now.decrementAndGet();
          return fetched(WSDL);
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> fixtures.answer(metaservices, REQUEST).close()));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
    }
    assertEquals(MetaserviceFixtures.LIMITS.atOnce(), most.get());
    assertEquals(0, fixtures.taken());
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void limitsAllowSomething(int number) {
    Duration patience = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new DescriptionLimits(number, 1, patience));
    assertThrows(IllegalArgumentException.class, () -> new DescriptionLimits(1, number, patience));
    assertThrows(
        IllegalArgumentException.class, () -> new DescriptionLimits(1, 1, Duration.ofSeconds(-1)));
  }
}
