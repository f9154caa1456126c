// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static org.postroad.testing.TestAuthority.NOW;
import static org.postroad.testing.TestAuthority.TEST_INSTANCE;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestTimestamp;

/** Whatever the bytes, readers end in a value or a fault. Seeded, so that a failure comes back. */
class HostileBytesTest {
  private static final int ROUNDS = 4000;
  private static final Digest IMPRINT = DigestAlgorithm.SHA512.digest(new byte[] {1});

  private final TestAuthority authority = TestAuthority.create();
  private final Trust trust = authority.trust();

  @Test
  void mutatedStructuresEndInFaults() {
    var subject = authority.signing(new MemberId(TEST_INSTANCE, "GOV", "1234")).certificate();
    var issuer = authority.root().certificate();
    attack(Certificates.encoded(subject), Certificates::parse);
    attack(
        authority.good(subject, NOW),
        bytes -> OcspResponse.parse(bytes).verify(subject, issuer, trust, NOW));
    attack(
        authority.timestamp(IMPRINT, NOW),
        bytes -> TimestampToken.parse(bytes).verify(IMPRINT, trust));
    attack(
        TestTimestamp.of(IMPRINT, NOW).response(authority.timestamper()),
        bytes -> TimestampToken.fromResponse(bytes, IMPRINT, trust, NOW));
  }

  @Test
  void deepNestingEndsInFaults() {
    byte[] deep = new byte[60_000];
    for (int i = 0; i + 1 < deep.length; i += 2) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x80;
    }
    List<Consumer<byte[]>> readers =
        List.of(
            Certificates::parse,
            OcspResponse::parse,
            TimestampToken::parse,
            bytes -> TimestampToken.fromResponse(bytes, IMPRINT, trust, NOW));
    for (Consumer<byte[]> reader : readers) {
      Refused.isRefused(() -> reader.accept(deep));
    }
  }

  private static void attack(byte[] good, Consumer<byte[]> reader) {
    Random random = new Random(20261121);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutate(good, random);
      // Anything but a fault goes on and fails the test.
      Refused.isRefused(() -> reader.accept(mutated));
    }
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(32), bytes.length - Math.max(at, from));
          System.arraycopy(good, from, bytes, at, length);
        }
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
      if (bytes.length < good.length) {
        break;
      }
    }
    return bytes;
  }
}
