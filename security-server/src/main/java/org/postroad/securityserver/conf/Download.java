// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.io.IOException;
import java.net.URI;

/** Fetches a file over HTTP or HTTPS; the configuration client itself opens no connection. */
@FunctionalInterface
public interface Download {

  /** What a server answered. The content type says nothing and is not here (A25). */
  record Response(int status, byte[] body) {}

  /**
   * One GET, without following redirects: at most 10 seconds for a connection and 30 without a byte
   * (A27). Over HTTPS the certificate and the host name are checked as browsers do (A26).
   *
   * @param limit most bytes of a body that are read
   * @throws IOException when there is no answer, or one with a longer body
   */
  Response get(URI url, int limit) throws IOException;
}
