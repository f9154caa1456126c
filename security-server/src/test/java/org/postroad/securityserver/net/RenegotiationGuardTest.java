// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Sequences of TLS records, whole and torn into single bytes. */
class RenegotiationGuardTest {
  private static final int CHANGE = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int DATA = 23;

  private static byte[] records(int... types) {
    ByteBuf bytes = Unpooled.buffer();
    for (int type : types) {
      int length = type == DATA ? 300 : type == CHANGE ? 1 : 40;
      bytes.writeByte(type).writeShort(0x0303).writeShort(length);
      for (int i = 0; i < length; i++) {
        bytes.writeByte(HANDSHAKE);
      }
    }
    byte[] array = new byte[bytes.readableBytes()];
    bytes.readBytes(array).release();
    return array;
  }

  /** How many bytes passed, with the connection open or closed at the end as expected. */
  private static int pass(byte[] bytes, int step, boolean open) {
    EmbeddedChannel channel = new EmbeddedChannel(new RenegotiationGuard());
    int passed = 0;
    for (int at = 0; at < bytes.length && channel.isOpen(); at += step) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
      for (ByteBuf out = channel.readInbound(); out != null; out = channel.readInbound()) {
        passed += out.readableBytes();
        out.release();
      }
    }
    assertEquals(open, channel.isOpen());
    return passed;
  }

  private static int passWithError(byte[] bytes, int step) {
    EmbeddedChannel channel = new EmbeddedChannel(new RenegotiationGuard());
    assertThrows(
        SSLException.class,
        () -> {
          for (int at = 0; at < bytes.length; at += step) {
            int length = Math.min(step, bytes.length - at);
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, length));
          }
        });
    assertFalse(channel.isOpen());
    int passed = 0;
    for (ByteBuf out = channel.readInbound(); out != null; out = channel.readInbound()) {
      passed += out.readableBytes();
      out.release();
    }
    return passed;
  }

  @Test
  void wholeHandshakesPass() {
    byte[] tls12 = records(HANDSHAKE, HANDSHAKE, CHANGE, HANDSHAKE, DATA, DATA, ALERT);
    byte[] tls13 = records(HANDSHAKE, CHANGE, HANDSHAKE, DATA, DATA, DATA);
    for (int step : new int[] {1, 3, 5, 7, 1000}) {
      assertEquals(tls12.length, pass(tls12, step, true));
      assertEquals(tls13.length, pass(tls13, step, true));
    }
  }

  @Test
  void aSecondHandshakeDoesNot() {
    byte[] good = records(HANDSHAKE, CHANGE, HANDSHAKE, DATA);
    byte[] bad = records(HANDSHAKE, CHANGE, HANDSHAKE, DATA, HANDSHAKE, DATA);
    for (int step : new int[] {1, 3, 5, 7}) {
      assertTrue(passWithError(bad, step) < good.length + 5);
    }
    assertEquals(0, passWithError(bad, bad.length));
    assertEquals(0, passWithError(records(CHANGE, HANDSHAKE, HANDSHAKE), 1000));
  }
}
