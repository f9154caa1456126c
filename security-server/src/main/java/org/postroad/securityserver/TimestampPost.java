// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.HttpFetch;

/** Takes questions to time-stamping services over HTTP (D-067). */
record TimestampPost(HttpFetch fetch) implements TimestampAuthorities.Post {

  @Override
  public byte[] post(URI url, String contentType, byte[] body, int limit) throws IOException {
    HttpFetch.Fetched answer = fetch.post(url, contentType, body, limit);
    if (answer.status() != 200) {
      throw new IOException(url + " answered with HTTP status " + answer.status());
    }
    return answer.body();
  }
}
