// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

/** The administration API of one registry: a call is done, or it is said in words why not. */
final class Api implements AutoCloseable {
  private final Wire wire;

  Api(Wire wire) {
    this.wire = wire;
  }

  /**
   * The answer to a call that was done.
   *
   * @throws ApiFailed if it was not
   */
  ApiAnswer send(ApiRequest request) {
    ApiAnswer answer = wire.exchange(request);
    if (!answer.isGood()) {
      throw ApiProblem.of(request, answer);
    }
    return answer;
  }

  @Override
  public void close() {
    wire.close();
  }
}
