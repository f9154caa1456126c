// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.net.URI;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.HttpFetch;

/** Where descriptions of services come from. */
@FunctionalInterface
public interface DescriptionSource {

  /**
   * Fetches exactly this address, following no redirect.
   *
   * @param owner whose certificates count
   * @param verifyTls whether the certificate of an {@code https} source must be one of its owner's
   * @param limit how long the document may be
   */
  HttpFetch.Fetched fetch(URI url, Client owner, boolean verifyTls, int limit) throws IOException;
}
