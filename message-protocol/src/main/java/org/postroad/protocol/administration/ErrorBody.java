// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What is said of a request that failed (E08):
 *
 * <pre>{@code
 * {"status":404,"error":{"code":"member_not_found","metadata":["DEV:GOV:1"]}}
 * }</pre>
 */
record ErrorBody(
    int status, Detail error, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings) {

  /**
   * The code, and what else is known.
   *
   * @param validationErrors problems by field
   */
  record Detail(
      String code,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> validationErrors,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> metadata) {}

  /** Something that does not stop who insists. */
  record Warning(String code, List<String> metadata) {}

  static ErrorBody of(int status, String code, List<String> metadata) {
    return new ErrorBody(status, new Detail(code, Map.of(), metadata), List.of());
  }

  static ErrorBody invalid(Map<String, List<String>> problems) {
    return new ErrorBody(400, new Detail("validation_failure", problems, List.of()), List.of());
  }

  static ErrorBody warned(List<Warning> warnings) {
    return new ErrorBody(400, new Detail("warnings_detected", Map.of(), List.of()), warnings);
  }
}
