// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;

/** The newest response of each certificate (C-018, C-019, threat 25). */
final class OcspStoreTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final X509Certificate SUBJECT =
      AUTHORITY.signing(TestInstance.CALLER.member()).certificate();
  private static final Instant NOW = TestAuthority.NOW;

  @TempDir Path directory;

  @Test
  void knowsNothingAtFirst() {
    OcspStore store = OcspStore.open(directory);
    assertEquals(Optional.empty(), store.find(SUBJECT));
    assertEquals(Optional.empty(), store.findByHash(Certificates.sha1Hex(SUBJECT)));
  }

  @Test
  void findsByCertificateAndByEitherHash() {
    OcspStore store = OcspStore.open(directory);
    OcspResponse response = response(NOW);
    store.put(SUBJECT, response);
    assertEquals(Optional.of(response), store.find(SUBJECT));
    assertEquals(Optional.of(response), store.findByHash(Certificates.sha1Hex(SUBJECT)));
    assertEquals(Optional.of(response), store.findByHash(Certificates.sha256(SUBJECT).hex()));
    assertEquals(Optional.empty(), store.findByHash("00"));
  }

  @Test
  void neverGoesBackToAnOlderResponse() {
    OcspStore store = OcspStore.open(directory);
    OcspResponse newer = response(NOW);
    store.put(SUBJECT, newer);
    store.put(SUBJECT, response(NOW.minus(Duration.ofMinutes(1))));
    assertEquals(Optional.of(newer), store.find(SUBJECT));
    assertArrayEquals(
        newer.encoded(), OcspStore.open(directory).find(SUBJECT).orElseThrow().encoded());
  }

  @Test
  void replacesByANewerResponseAlsoOnDisk() {
    OcspStore store = OcspStore.open(directory);
    store.put(SUBJECT, response(NOW.minus(Duration.ofMinutes(1))));
    OcspResponse newer = response(NOW);
    store.put(SUBJECT, newer);
    assertEquals(Optional.of(newer), store.find(SUBJECT));
    assertEquals(
        newer.thisUpdate(),
        OcspStore.open(directory).find(SUBJECT).map(OcspResponse::thisUpdate).orElseThrow());
  }

  @Test
  void diskHoldsTheNewestWhoeverWroteLast() throws InterruptedException {
    OcspStore store = OcspStore.open(directory);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      OcspResponse response = response(NOW.minusSeconds(i));
      writers.add(Thread.ofVirtual().start(() -> store.put(SUBJECT, response)));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(NOW, store.find(SUBJECT).orElseThrow().thisUpdate());
    assertEquals(NOW, OcspStore.open(directory).find(SUBJECT).orElseThrow().thisUpdate());
  }

  @Test
  void leavesOutWhatCannotBeRead() throws IOException {
    OcspStore store = OcspStore.open(directory);
    X509Certificate other = AUTHORITY.signing(TestInstance.PROVIDER.member()).certificate();
    store.put(SUBJECT, response(NOW));
    store.put(other, Fixtures.good(AUTHORITY, other, NOW));
    Path damaged = directory.resolve(Certificates.sha256(SUBJECT).hex() + ".ocsp");
    assertTrue(Files.exists(damaged));
    Files.write(damaged, new byte[] {0x30, 1});
    Files.write(directory.resolve("torn.der"), new byte[0]);
    Files.write(directory.resolve("torn.ocsp"), new byte[0]);

    OcspStore reopened = OcspStore.open(directory);
    assertEquals(Optional.empty(), reopened.find(SUBJECT));
    assertEquals(NOW, reopened.find(other).orElseThrow().thisUpdate());
    reopened.put(SUBJECT, response(NOW));
    assertTrue(OcspStore.open(directory).find(SUBJECT).isPresent(), "and is mended by the next");
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    OcspStore.open(directory).put(SUBJECT, response(NOW));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }

  private static OcspResponse response(Instant thisUpdate) {
    return Fixtures.good(AUTHORITY, SUBJECT, thisUpdate);
  }
}
