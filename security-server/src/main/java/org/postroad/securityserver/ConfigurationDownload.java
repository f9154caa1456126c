// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Fetches configuration over plain HTTP, which is enough since every byte is signed, or over HTTPS
 * from a server whose certificate this Java runtime trusts (A26). One that it does not trust counts
 * as one that does not answer, so that the HTTP location beside it is tried (A11).
 */
record ConfigurationDownload(HttpFetch fetch, WebDownload web) implements Download {

  @Override
  public Response get(URI url, int limit) throws IOException {
    return get(url, limit, Optional.empty());
  }

  @Override
  public Response getUnless(String tag, URI url, int limit) throws IOException {
    return get(url, limit, Optional.of(tag));
  }

  private Response get(URI url, int limit, Optional<String> tag) throws IOException {
    if ("https".equalsIgnoreCase(url.getScheme())) {
      return tag.isPresent() ? web.getUnless(tag.get(), url, limit) : web.get(url, limit);
    }
    Headers headers = tag.map(known -> Headers.of("If-None-Match", known)).orElse(Headers.EMPTY);
    HttpFetch.Fetched fetched = fetch.fetch("GET", url, headers, new byte[0], limit);
    return new Response(fetched.status(), fetched.body(), fetched.headers().first("ETag"));
  }
}
