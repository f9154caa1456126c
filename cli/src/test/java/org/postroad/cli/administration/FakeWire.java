// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what it was told to, and everything else with nothing; remembers what it was asked. */
public final class FakeWire implements Wire {
  private final Map<String, String> answers = new HashMap<>();
  private final List<ApiRequest> requests = new ArrayList<>();

  /** What is answered from now on to a call such as {@code GET /members/TEST:GOV:1}. */
  public FakeWire answers(String call, String json) {
    answers.put(call, json.replace('\'', '"'));
    return this;
  }

  /** The last call; those before it were made to know what to send. */
  public ApiRequest last() {
    return requests.getLast();
  }

  /** The paths of all calls so far, each with its method. */
  public List<String> calls() {
    return requests.stream().map(each -> each.method() + " " + each.path()).toList();
  }

  @Override
  public ApiAnswer exchange(ApiRequest request) {
    requests.add(request);
    byte[] body =
        answers
            .getOrDefault(request.method() + " " + request.path(), "")
            .getBytes(StandardCharsets.UTF_8);
    return new ApiAnswer(200, Optional.empty(), body);
  }

  @Override
  public void close() {}
}
