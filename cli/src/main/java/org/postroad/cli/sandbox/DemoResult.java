// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.List;

/**
 * What the demo did and found.
 *
 * @param tampered why the container with one changed byte failed
 * @param readyMillis from the start of the sandbox to its first possible call
 */
record DemoResult(
    List<ShownCall> calls, List<ShownMessage> messages, String tampered, long readyMillis) {

  DemoResult {
    calls = List.copyOf(calls);
    messages = List.copyOf(messages);
  }

  /** Whether everything came out as it should: all answers, one refusal, every container valid. */
  boolean succeeded() {
    return calls.stream().filter(ShownCall::refused).count() == 1
        && calls.getLast().refused()
        && messages.stream().allMatch(ShownMessage::verified)
        && !tampered.isEmpty();
  }
}
