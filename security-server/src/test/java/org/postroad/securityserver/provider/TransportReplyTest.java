// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.testing.FakeExchange;

final class TransportReplyTest {
  private static final FaultReport FAULT = new FaultReport("server.serverproxy.x", "broken", "1");

  /** The last of the steps is the end of the answer, behind its last byte. */
  @Test
  void peerThatGoesAwayAtAnyStepIsNoOtherFailure() throws IOException {
    int lost = 0;
    int cut = 0;
    FakeExchange exchange = FakeExchange.get("/").breakingOffAt(0);
    while (!answers(exchange)) {
      if (exchange.isAborted()) {
        cut++;
      } else {
        lost++;
      }
      exchange = FakeExchange.get("/").breakingOffAt(lost + cut);
    }
    assertTrue(lost > 0 && cut > 1, lost + " times lost, " + cut + " times cut");
  }

  /** Whether it was answered to the end; if not, telling of that fails as it must. */
  private static boolean answers(FakeExchange exchange) throws IOException {
    TransportReply reply = new TransportReply(exchange, new Random(1));
    try {
      TransportWriter writer = reply.begin(Optional.empty());
      writer.restResponse(new byte[] {1});
      try (OutputStream body = writer.restBody()) {
        body.write(2);
      }
      writer.signature(new MessageSignature(new byte[] {3}, Optional.empty()));
      reply.end();
      return true;
    } catch (SocketException e) {
      try {
        reply.tell(FAULT);
        assertTrue(exchange.isAborted());
      } catch (SocketException again) {
        assertFalse(exchange.isAborted());
      }
      return false;
    }
  }
}
