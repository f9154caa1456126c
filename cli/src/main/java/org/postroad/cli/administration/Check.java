// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One question of {@code status}: what is asked, and what the answer means. */
public record Check(String about, String path, Function<JsonNode, List<Finding>> meaning) {

  /**
   * What is found; what the token may not see is told as such, and what the program does not offer
   * is left out.
   */
  public List<Finding> run(Api api) {
    try {
      return meaning.apply(api.send(ApiRequest.get(path)).json());
    } catch (ApiFailed failure) {
      if (failure.isNotFound()) {
        return List.of();
      }
      if (failure.getExitCode() != Exit.REFUSED) {
        throw failure;
      }
      return List.of(
          new Finding(
              about, Finding.State.HIDDEN, "not shown to the roles of this token", "yours", ""));
    }
  }
}
