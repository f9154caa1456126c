// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Fetches a file over HTTP or HTTPS; the configuration client itself opens no connection. */
@FunctionalInterface
public interface Download {

  /**
   * What a server answered. The content type says nothing and is not here (A25).
   *
   * @param tag by which the same server tells later whether this has changed
   */
  record Response(int status, byte[] body, Optional<String> tag) {

    /** Of a server that does not tag what it serves. */
    public Response(int status, byte[] body) {
      this(status, body, Optional.empty());
    }
  }

  /**
   * One GET, without following redirects, within the times of the settings (A27). Over HTTPS the
   * certificate and the host name are checked as browsers do (A26).
   *
   * @param limit most bytes of a body that are read
   * @throws IOException when there is no answer, or one with a longer body
   */
  Response get(URI url, int limit) throws IOException;

  /** The same unless it is what bears this tag: then the status is 304 and there is no body. */
  default Response getUnless(String tag, URI url, int limit) throws IOException {
    return get(url, limit);
  }
}
