// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Where bodies wait (B-046, threat 54): memory, then disk, then not at all. */
final class BodySpoolTest {
  private static final int MEMORY = 40_000;
  private static final int MAXIMUM = 200_000;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 16_383, 16_384, 16_385, MEMORY - 1, MEMORY, MEMORY + 1, 99_999, MAXIMUM})
  void keepsEveryByteAndDigestsItWhereverItWaits(int length) throws IOException {
    byte[] content = bytes(length);
    try (Body body = spool().receive(new ByteArrayInputStream(content))) {
      assertEquals(length, body.length());
      assertEquals(DigestAlgorithm.SHA512.digest(content), body.digest());
      assertTrue(body.isKept());
      assertArrayEquals(content, read(body));
      assertArrayEquals(content, read(body), "a body can be opened again");
      assertEquals(length > MEMORY ? 1 : 0, files().size());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void readsWhatComesInSmallPiecesAsTheSameBody() throws IOException {
    byte[] content = bytes(MEMORY + 100);
    try (Body body = spool().receive(new DrippingStream(content))) {
      assertEquals(DigestAlgorithm.SHA512.digest(content), body.digest());
      assertArrayEquals(content, read(body));
    }
  }

  @Test
  void fileIsForItsOwnerOnlyAndGoesWithTheBody() throws IOException {
    try (Body body = spool().receive(new ByteArrayInputStream(bytes(MEMORY + 1)))) {
      Path file = files().getFirst();
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
      assertEquals(body.length(), Files.size(file));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void refusesABodyAboveTheMaximumAndLeavesNothingBehind() throws IOException {
    Fault fault =
        assertThrows(
            Fault.class, () -> spool().receive(new ByteArrayInputStream(bytes(MAXIMUM + 1))));
    assertEquals(FaultCode.INVALID_MESSAGE, fault.code());
    assertTrue(fault.text().contains(Integer.toString(MAXIMUM)), fault.text());
    assertEquals(List.of(), files());
  }

  @Test
  void stopsReadingSoonAfterTheMaximum() {
    EndlessStream endless = new EndlessStream();
    assertThrows(Fault.class, () -> spool().receive(endless));
    assertTrue(endless.given <= MAXIMUM + 64 * 1024, "read " + endless.given);
  }

  @Test
  void leavesNothingBehindWhenTheSenderBreaksOff() throws IOException {
    InputStream broken = new BrokenStream(bytes(MEMORY + 20_000));
    assertThrows(IOException.class, () -> spool().receive(broken));
    assertEquals(List.of(), files());
  }

  @Test
  void leavesNothingBehindWhenTheReceiverBreaksOff() throws IOException {
    OutputStream broken =
        new OutputStream() {
          private int taken;

          @Override
          public void write(int b) throws IOException {
            if (++taken > MEMORY + 10_000) {
              throw new IOException("gone");
            }
          }
        };
    assertThrows(
        IOException.class,
        () -> spool().forward(new ByteArrayInputStream(bytes(100_000)), broken, MAXIMUM));
    assertEquals(List.of(), files());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, MEMORY, MEMORY + 1, 100_000})
  void forwardsEveryByteAndKeepsThemWithinTheLimit(int length) throws IOException {
    byte[] content = bytes(length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Body body = spool().forward(new ByteArrayInputStream(content), out, length)) {
      assertArrayEquals(content, out.toByteArray());
      assertTrue(body.isKept());
      assertArrayEquals(content, read(body));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, MEMORY, MEMORY + 10_000})
  void dropsTheContentBeyondTheLimitButForwardsAndDigestsAll(int keep) throws IOException {
    byte[] content = bytes(MEMORY + 50_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Body body = spool().forward(new ByteArrayInputStream(content), out, keep)) {
      assertArrayEquals(content, out.toByteArray());
      assertEquals(content.length, body.length());
      assertEquals(DigestAlgorithm.SHA512.digest(content), body.digest());
      assertFalse(body.isKept());
      assertThrows(IllegalStateException.class, body::open);
      assertEquals(List.of(), files());
    }
  }

  @Test
  void doesNotForwardAByteBeyondTheMaximum() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThrows(
        Fault.class,
        () -> spool().forward(new ByteArrayInputStream(bytes(MAXIMUM + 50_000)), out, MAXIMUM));
    assertTrue(out.size() <= MAXIMUM, "forwarded " + out.size());
  }

  @Test
  void closingTwiceIsHarmless() throws IOException {
    Body body = spool().receive(new ByteArrayInputStream(bytes(MEMORY + 1)));
    body.close();
    body.close();
    assertEquals(List.of(), files());
  }

  private BodySpool spool() {
    return new BodySpool(directory, new BodyLimits(MEMORY, MAXIMUM));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Body body) throws IOException {
    try (InputStream in = body.open()) {
      return in.readAllBytes();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** Gives seven bytes at most a time, sometimes none. */
  private static final class DrippingStream extends InputStream {
    private final ByteArrayInputStream in;

    DrippingStream(byte[] content) {
      in = new ByteArrayInputStream(content);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return in.read(buffer, offset, Math.min(7, length));
    }
  }

  private static final class BrokenStream extends InputStream {
    private final ByteArrayInputStream in;

    BrokenStream(byte[] content) {
      in = new ByteArrayInputStream(content);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b < 0) {
        throw new IOException("connection reset");
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      if (n < 0) {
        throw new IOException("connection reset");
      }
      return n;
    }
  }

  private static final class EndlessStream extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      given += length;
      return length;
    }
  }
}
