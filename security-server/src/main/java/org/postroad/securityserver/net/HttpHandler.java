// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;

/** What a listener does with a request; called on a fresh virtual thread for each one. */
@FunctionalInterface
public interface HttpHandler {
  /**
   * Reads the request and responds. It may block as long as it likes.
   *
   * <p>Returning without a response makes the listener send status 500; returning or throwing with
   * a response begun but not closed cuts the connection, so that the caller cannot take the rest
   * for whole.
   */
  void handle(ServerExchange exchange) throws IOException;
}
