// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.mockito.Mockito;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.testing.ApiOperations;
import org.postroad.testing.ApiOperations.Operation;

/** The operations of all resources. */
final class Operations {
  private Operations() {}

  static List<Operation> all() {
    var tokens = new TokenCheck(List::of, Clock.systemUTC());
    return ApiOperations.of(
        Resources.of(
            Mockito.mock(Registry.class, Mockito.RETURNS_DEEP_STUBS), tokens, UUID::randomUUID));
  }
}
