// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

final class KnownResultsTest {

  private final KnownResults results = new KnownResults();

  private static byte[] result(String content) {
    var digest = DigestAlgorithm.SHA512.digest(content.getBytes(StandardCharsets.US_ASCII));
    return HashChain.forTimestamp(List.of(digest, digest), 0).result();
  }

  @Test
  void equalOctetsAreReadOnce() {
    byte[] octets = result("one");
    assertSame(results.read(octets), results.read(octets.clone()));
  }

  @Test
  void whateverWasReadBeforeEachResultIsItself() {
    for (int i = 0; i < 500; i++) {
      byte[] octets = result("batch " + i);
      HashChainResult read = results.read(octets);
      assertArrayEquals(octets, read.octets());
      assertEquals(HashChainResult.read(octets).declared(), read.declared());
      assertTrue(read.has(DigestAlgorithm.SHA512.digest(octets)));
      assertTrue(read.has(DigestAlgorithm.SHA256.digest(octets)));
      assertFalse(read.has(DigestAlgorithm.SHA512.digest(result("batch " + (i + 1)))));
    }
  }

  @Test
  void whatIsNoResultIsRefusedEachTime() {
    byte[] octets = "<HashChainResult".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 2; i++) {
      Fault fault = assertThrows(Fault.class, () -> results.read(octets));
      assertEquals(FaultCode.MALFORMED_HASH_CHAIN, fault.code());
    }
  }
}
