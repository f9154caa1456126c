// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.exchange.SoapAssembly;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Services that take their time, and how long they are given. */
final class SlowServiceTest {
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final TestKey KEY = TestCertificate.subject("CN=slow").selfSigned();

  private final HttpSite site = HttpSite.secure(KEY);
  private final HttpServiceCaller caller = new HttpServiceCaller(Fixtures.channels(site));
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void stop() {
    over.countDown();
    site.close();
  }

  @Test
  void serviceThatDoesNotAnswerInTimeIsANetworkError() {
    site.serve(
        "/",
        exchange -> {
          try (exchange) {
            assertTrue(awaitEnd());
          }
        });
    Duration patience = Duration.ofMillis(300);
    assertEquals(List.of(FaultCode.NETWORK_ERROR), refused(site.uri("/"), patience, rest()).path());
    assertEquals(
        List.of(FaultCode.SERVICE_FAILED, FaultCode.NETWORK_ERROR),
        refused(site.uri("/"), patience, soap()).path());
  }

  @Test
  void connectingMayTakeSoapAsLongAsTheServiceAndRestLonger() throws Exception {
    site.answer("/", 200, "late".getBytes(StandardCharsets.UTF_8));
    try (ServerSocket gate = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("https://127.0.0.1:" + gate.getLocalPort() + "/");
      FutureTask<String> rest = new FutureTask<>(() -> body(url));
      Thread.ofVirtual().start(rest);
      Socket first = gate.accept();
      assertEquals(
          List.of(FaultCode.SERVICE_FAILED, FaultCode.NETWORK_ERROR),
          refused(url, SHORT, soap()).path());
      pass(first);
      assertEquals("late", rest.get(20, TimeUnit.SECONDS));
    }
  }

  private String body(URI url) throws IOException {
    try (ServiceResponse response = caller.call(Fixtures.service(url, SHORT, false), rest())) {
      InputStream body = assertInstanceOf(ServiceResponse.Rest.class, response).body();
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Lets both sides talk at last. */
  private void pass(Socket accepted) throws IOException {
    Socket service = new Socket(InetAddress.getLoopbackAddress(), site.uri("/").getPort());
    for (Socket[] way :
        List.of(new Socket[] {accepted, service}, new Socket[] {service, accepted})) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              way[0].getInputStream().transferTo(way[1].getOutputStream());
              way[1].shutdownOutput();
            } catch (IOException end) {
              // One side is done.
            }
          });
    }
  }

  private boolean awaitEnd() {
    try {
      return over.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private Fault refused(URI url, Duration timeout, ServiceRequest request) {
    return assertThrows(
        Fault.class, () -> caller.call(Fixtures.service(url, timeout, false), request));
  }

  private static ServiceRequest rest() {
    return new ServiceRequest(TestMessages.rest("GET", "svc", ""), assembly(), "", List.of());
  }

  private static ServiceRequest soap() {
    return new ServiceRequest(
        TestMessages.soap(TestMessages.service("svc")), assembly(), "\"\"", List.of());
  }

  private static SoapAssembly assembly() {
    return new SoapAssembly("text/xml", Headers.EMPTY, List.of());
  }
}
