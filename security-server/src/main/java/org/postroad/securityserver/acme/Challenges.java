// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What authorities are answered now (C82). Nothing of it is kept: whoever goes on with an order
 * answers its challenges again.
 */
public final class Challenges {
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  void put(String token, String answer) {
    answers.put(token, answer);
  }

  void remove(String token) {
    answers.remove(token);
  }

  Optional<String> answer(String token) {
    return Optional.ofNullable(answers.get(token));
  }
}
