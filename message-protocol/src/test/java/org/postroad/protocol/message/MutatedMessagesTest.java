// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.mime.Headers;

/** Whatever becomes of the bytes on the way, readers answer with a message or a fault. */
class MutatedMessagesTest {
  private static final int ROUNDS = 20_000;
  private static final byte[] PIECES = "<>&;:/=\"'\r\n- %?#\0\u007Fxr10".getBytes(UTF_8);

  private final Random random = new Random(11);

  @Test
  void soap() {
    byte[] whole = Fixtures.response().getBytes(UTF_8);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutated = mutated(whole);
      try {
        SoapMessage message = SoapMessage.parse(mutated);
        assertArrayEquals(mutated, message.bytes());
        message.withRequestHash(message.hash());
        taken++;
      } catch (Fault refused) {
        assertTrue(refused.text().length() < 2000, refused.text());
      }
    }
    assertTrue(taken > 100 && taken < ROUNDS, "taken " + taken);
  }

  @Test
  void restParts() {
    RestRequest request =
        RestRequest.ofConsumer(
            "POST",
            "/r1/DEV/COM/1234/Test%20Service/rest/a%2Fb/?x=1",
            Headers.of("X-Road-Client", "DEV/COM/4321/a%2Fb"),
            "r-1",
            () -> "q-1");
    byte[] response =
        RestResponse.ofService(
                request, 200, "OK", Headers.of("A", "b"), request.requestHash(Optional.empty()))
            .bytes();
    for (int i = 0; i < ROUNDS; i++) {
      printsBack(mutated(i % 2 == 0 ? request.bytes() : response));
    }
  }

  private static void printsBack(byte[] part) {
    try {
      switch (MessageReader.parseLogged(part)) {
        case RestRequest parsed -> {
          RestHead head = RestHead.parse(part);
          assertArrayEquals(part, head.toBytes());
          assertTrue(head.second().startsWith("/r1/"));
          assertTrue(head.second().contains(parsed.servicePath()));
          assertTrue(parsed.decodedServicePath().length() <= parsed.servicePath().length());
        }
        case RestResponse parsed -> assertArrayEquals(part, parsed.bytes());
        case SoapMessage parsed -> throw new AssertionError(parsed.bodyName());
      }
    } catch (Fault refused) {
      assertTrue(refused.text().length() < 2000, refused.text());
    }
  }

  @Test
  void multiparts() throws IOException {
    String soap = "Content-Type: text/xml\r\n\r\n" + Fixtures.request();
    String attachment = "Content-Type: a/b\r\nX: 1\r\n\r\nhello";
    byte[] whole =
        ("--BB\r\n" + soap + "\r\n--BB\r\n" + attachment + "\r\n--BB--\r\n").getBytes(UTF_8);
    int taken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try {
        var in = new ByteArrayInputStream(mutated(whole));
        SoapMultipart parts = SoapMultipart.read(in, "multipart/related; boundary=BB");
        while (parts.next().isPresent()) {
          taken++;
        }
      } catch (Fault refused) {
        assertTrue(refused.text().length() < 2000, refused.text());
      }
    }
    assertTrue(taken > 100, "taken " + taken);
  }

  private byte[] mutated(byte[] whole) {
    byte[] bytes = whole.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = PIECES[random.nextInt(PIECES.length)];
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int length = Math.min(bytes.length - at, 1 + random.nextInt(20));
          System.arraycopy(whole, random.nextInt(whole.length - length), bytes, at, length);
        }
      }
    }
    return bytes;
  }
}
