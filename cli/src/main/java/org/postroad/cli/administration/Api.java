// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

/** The administration API of one program: a call is done, or it is said in words why not. */
public final class Api implements AutoCloseable {
  private final Wire wire;
  private final Program program;

  Api(Wire wire, Program program) {
    this.wire = wire;
    this.program = program;
  }

  static Api open(Access access) {
    return new Api(HttpsWire.open(access), access.program());
  }

  /** What is asked. */
  Program program() {
    return program;
  }

  /**
   * The answer to a call that was done.
   *
   * @throws ApiFailed if it was not
   */
  public ApiAnswer send(ApiRequest request) {
    ApiAnswer answer = wire.exchange(request);
    if (!answer.isGood()) {
      throw new ApiProblem(program).of(request, answer);
    }
    return answer;
  }

  @Override
  public void close() {
    wire.close();
  }
}
