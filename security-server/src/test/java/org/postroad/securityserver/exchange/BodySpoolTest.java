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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

  @Test
  void announcedSizeIsRefusedBeforeAByteIsRead() {
    spool().requireAcceptable(MAXIMUM);
    Fault fault = assertThrows(Fault.class, () -> spool().requireAcceptable(MAXIMUM + 1L));
    assertEquals(FaultCode.INVALID_MESSAGE, fault.code());
    assertEquals("Body is larger than the " + MAXIMUM + " bytes allowed", fault.text());
  }

  @Test
  void allBodiesTogetherTakeNoMoreThanTheirShareOfTheDisk() throws IOException {
    BodySpool spool = new BodySpool(directory, limits().withSpool(150_000));
    try (Body first = spool.receive(new ByteArrayInputStream(bytes(100_000)))) {
      assertEquals(100_000, spool.taken());
      Fault fault =
          assertThrows(
              Fault.class, () -> spool.receive(new ByteArrayInputStream(bytes(MEMORY + 30_000))));
      assertEquals(FaultCode.IO_ERROR, fault.code());
      assertEquals(
          "No room for the body: waiting bodies may take 150000 bytes together, and do",
          fault.text());
      assertEquals(100_000, spool.taken(), "what was refused takes nothing");
      assertEquals(1, files().size());
      assertArrayEquals(bytes(100_000), read(first), "the body before is untouched");
      spool.receive(new ByteArrayInputStream(bytes(MEMORY))).close();
    }
    assertEquals(0, spool.taken());
    spool.receive(new ByteArrayInputStream(bytes(150_000))).close();
    assertEquals(150_000, spool.peak());
    assertEquals(List.of(), files());
  }

  @Test
  void bodyInMemoryNeedsNoDisk() throws IOException {
    BodySpool spool = new BodySpool(directory, limits().withReserve(Long.MAX_VALUE));
    spool.receive(new ByteArrayInputStream(bytes(MEMORY))).close();
    Fault fault =
        assertThrows(Fault.class, () -> spool.receive(new ByteArrayInputStream(bytes(MEMORY + 1))));
    assertEquals(FaultCode.IO_ERROR, fault.code());
    assertEquals(
        "No room for the body: the disk has less than " + Long.MAX_VALUE + " bytes left",
        fault.text());
    assertEquals(List.of(), files());
  }

  @Test
  void diskThatFillsUpMeanwhileIsNoticed() throws IOException {
    FullDisk disk = new FullDisk(Integer.MAX_VALUE);
    BodySpool spool = new BodySpool(directory, BodyLimits.DEFAULT, disk, () -> 0);
    spool.receive(new ZeroStream(20L << 20)).close();
    disk.usable.set(BodyLimits.DEFAULT.reserve() - 1);
    Fault fault = assertThrows(Fault.class, () -> spool.receive(new ZeroStream(20L << 20)));
    assertTrue(fault.text().startsWith("No room for the body: the disk has less"), fault.text());
    disk.usable.set(Long.MAX_VALUE);
    InputStream fillsTheDisk =
        new ZeroStream(40L << 20) {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            if (left < 20L << 20) {
              disk.usable.set(0);
            }
            return super.read(buffer, offset, length);
          }
        };
    assertThrows(Fault.class, () -> spool.receive(fillsTheDisk));
    assertEquals(0, spool.taken());
    assertEquals(List.of(), files());
  }

  /** Every call to the disk fails once; nothing stays behind, and the next body is taken. */
  @Test
  void whereverTheDiskFailsNothingStaysBehind() throws IOException {
    byte[] content = bytes(150_000);
    int failures = 0;
    for (int good = 0; ; good++) {
      FullDisk disk = new FullDisk(good);
      BodySpool spool = new BodySpool(directory, limits(), disk, () -> 0);
      try (Body body = spool.receive(new ByteArrayInputStream(content))) {
        assertArrayEquals(content, read(body));
        break;
      } catch (Fault fault) {
        failures++;
        assertEquals(FaultCode.IO_ERROR, fault.code());
        assertEquals("No room for the body: No space left on device", fault.text());
        assertEquals(0, spool.taken());
        assertEquals(List.of(), files());
        disk.good.set(Integer.MAX_VALUE);
        try (Body next = spool.receive(new ByteArrayInputStream(content))) {
          assertArrayEquals(content, read(next));
        }
      }
    }
    assertTrue(failures > 8, failures + " calls of the disk");
    assertEquals(List.of(), files());
  }

  @Test
  void bytesOfASlowSenderDoNotWaitForMore() throws IOException {
    AtomicLong nanos = new AtomicLong();
    BodySpool spool = new BodySpool(directory, limits(), SpoolDisk.real(), nanos::get);
    List<Integer> flushed = new ArrayList<>();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushed.add(size());
          }
        };
    InputStream slow =
        new DrippingStream(bytes(70)) {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            nanos.addAndGet(Duration.ofMillis(400).toNanos());
            return super.read(buffer, offset, length);
          }
        };
    spool.forward(slow, out, 0).close();
    assertEquals(List.of(21, 42, 63), flushed);
  }

  @Test
  void openingEmptiesTheDirectoryOfWhatAKilledProcessLeft() throws IOException {
    Path own = directory.resolve("spool");
    BodySpool killed = BodySpool.open(own, limits());
    assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(own));
    killed.receive(new ByteArrayInputStream(bytes(MEMORY + 1)));
    try (Stream<Path> left = Files.list(own)) {
      assertEquals(1, left.count());
    }
    BodySpool next = BodySpool.open(own, limits());
    try (Stream<Path> left = Files.list(own)) {
      assertEquals(0, left.count());
    }
    assertEquals(0, next.taken());
  }

  private static BodyLimits limits() {
    return BodyLimits.DEFAULT.withMemory(MEMORY).withLargest(MAXIMUM).withReserve(0);
  }

  private BodySpool spool() {
    return new BodySpool(directory, limits());
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
  private static class DrippingStream extends InputStream {
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

  private static class ZeroStream extends InputStream {
    long left;

    ZeroStream(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  /** A real directory on a disk that is full after so many good calls. */
  private static final class FullDisk implements SpoolDisk {
    private final AtomicInteger good;
    private final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
    private final SpoolDisk real = SpoolDisk.real();

    FullDisk(int good) {
      this.good = new AtomicInteger(good);
    }

    private void call() throws IOException {
      if (good.getAndDecrement() <= 0) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public Path create(Path in) throws IOException {
      call();
      return real.create(in);
    }

    @Override
    public OutputStream write(Path file) throws IOException {
      call();
      OutputStream out = real.write(file);
      return new OutputStream() {
        private boolean closed;

        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length / 2);
          call();
          out.write(bytes, offset + length / 2, length - length / 2);
        }

        @Override
        public void close() throws IOException {
          out.close();
          if (!closed) {
            closed = true;
            call();
          }
        }
      };
    }

    @Override
    public long usable(Path in) {
      return usable.get();
    }
  }
}
