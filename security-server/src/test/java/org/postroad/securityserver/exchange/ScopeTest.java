// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesWhatItHoldsInReverseOrder() {
    try (Scope scope = new Scope()) {
      AutoCloseable first = () -> closed.add("first");
      assertSame(first, scope.hold(first));
      scope.hold((AutoCloseable) () -> closed.add("second"));
      assertEquals(List.of(), closed);
    }
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void closesTheOthersWhenOneFails() {
    try (Scope scope = new Scope()) {
      scope.hold((AutoCloseable) () -> closed.add("first"));
      scope.hold(
          (AutoCloseable)
              () -> {
                throw new IllegalStateException("does not close");
              });
      scope.hold((AutoCloseable) () -> closed.add("third"));
    }
    assertEquals(List.of("third", "first"), closed);
  }

  @Test
  void closesEachResourceOnce() {
    Scope scope = new Scope();
    scope.hold((AutoCloseable) () -> closed.add("it"));
    scope.close();
    scope.close();
    assertEquals(List.of("it"), closed);
  }
}
