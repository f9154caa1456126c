// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.List;
import java.util.Map;

/**
 * What the API itself refuses, before or beside the rules of the registry, which throw faults.
 *
 * @see ErrorBody
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorBody body;

  private Refusal(int status, ErrorBody body) {
    super(body.error().code());
    this.status = status;
    this.body = body;
  }

  public static Refusal of(int status, String code, String... metadata) {
    return new Refusal(status, ErrorBody.of(status, code, List.of(metadata)));
  }

  /** A field of the request has a value it cannot have. */
  public static Refusal invalid(String field, String problem) {
    return new Refusal(400, ErrorBody.invalid(Map.of(field, List.of(problem))));
  }

  /** Something that the caller may insist on by {@code ignore_warnings}. */
  public static Refusal warning(String code, String... metadata) {
    return warnings(Map.of(code, List.of(metadata)));
  }

  /** The same for several, each by its code. */
  public static Refusal warnings(Map<String, List<String>> warnings) {
    return new Refusal(
        400,
        ErrorBody.warned(
            warnings.entrySet().stream()
                .map(each -> new ErrorBody.Warning(each.getKey(), each.getValue()))
                .toList()));
  }

  public static Refusal notFound(String code, String... metadata) {
    return of(404, code, metadata);
  }

  public static Refusal conflict(String code, String... metadata) {
    return of(409, code, metadata);
  }

  int status() {
    return status;
  }

  ErrorBody body() {
    return body;
  }
}
