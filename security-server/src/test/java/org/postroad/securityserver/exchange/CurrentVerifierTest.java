// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.testing.TestAuthority;

class CurrentVerifierTest {
  private final CurrentVerifier current = new CurrentVerifier();

  @Test
  void oneVerifierLivesAsLongAsItsTrust() {
    Trust trust = TestAuthority.create().trust();
    SignatureVerifier first = current.of(trust);
    assertSame(first, current.of(trust));
    SignatureVerifier other = current.of(TestAuthority.create().trust());
    assertNotSame(first, other);
    assertNotSame(first, current.of(trust), "trust is never taken from an earlier configuration");
  }
}
