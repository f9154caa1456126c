// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Fetches configuration over plain HTTP, which is enough since every byte is signed; an HTTPS
 * location counts as one that does not answer, so that the HTTP one beside it is tried (A11, A26).
 */
record ConfigurationDownload(HttpFetch fetch) implements Download {

  @Override
  public Response get(URI url, int limit) throws IOException {
    if (!"http".equalsIgnoreCase(url.getScheme())) {
      throw new IOException(url + " is not fetched, only http is");
    }
    HttpFetch.Fetched fetched = fetch.get(url, limit);
    return new Response(fetched.status(), fetched.body());
  }
}
