// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
  /** Heads of the record and of the handshake message. */
  private static final int HEADS = 5 + 4;

  private static byte[] hello(String[] protocols, String... groups) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(protocols);
    parameters.setNamedGroups(groups);
    engine.setSSLParameters(parameters);
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOfRange(record.array(), HEADS, record.position());
  }

  private static boolean suits(byte[] hello) {
    return ClientHello.suitsNativeEngine(Unpooled.wrappedBuffer(hello));
  }

  @Test
  void tls13WithACommonGroupSuits() throws Exception {
    String[] both = {"TLSv1.3", "TLSv1.2"};
    assertTrue(suits(hello(both, "x25519", "secp256r1")));
    assertTrue(suits(hello(both, "ffdhe2048", "secp384r1")));
    assertFalse(suits(hello(both, "secp521r1", "ffdhe2048")));
    assertFalse(suits(hello(new String[] {"TLSv1.2"}, "x25519")));
  }

  @Test
  void aHelloCutShortDoesNotSuit() throws Exception {
    byte[] whole = hello(new String[] {"TLSv1.3"}, "x25519");
    for (int length = 0; length < whole.length; length++) {
      assertFalse(suits(Arrays.copyOf(whole, length)), "of " + length + " bytes");
    }
    assertTrue(suits(Arrays.copyOf(whole, whole.length + 10)), "what follows is not its own");
  }

  @Test
  void theHelloIsReadAndNotTaken() throws Exception {
    var hello = Unpooled.wrappedBuffer(hello(new String[] {"TLSv1.3"}, "x25519"));
    int readable = hello.readableBytes();
    assertTrue(ClientHello.suitsNativeEngine(hello));
    assertEquals(readable, hello.readableBytes());
  }
}
