// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import org.postroad.protocol.mime.Headers;

/**
 * The first lines of a request.
 *
 * <p>The target is the raw text of the request line: nothing is decoded or normalised, so {@code
 * %2F} arrives as {@code %2F} (row B-006).
 */
public record RequestHead(String method, String target, Headers headers) {
  public RequestHead {
    HeadSyntax.requireToken("method", method);
    HeadSyntax.requireTarget(target);
    HeadSyntax.requireFields(headers);
  }

  /** The target up to its question mark. */
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** What follows the question mark, nothing without one. */
  public String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }
}
