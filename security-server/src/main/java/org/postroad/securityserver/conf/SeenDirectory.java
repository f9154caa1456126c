// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.util.Optional;

/**
 * The directory that was accepted last: where it lay and by which tag its server tells whether
 * there is a newer one. What is told to be unchanged is verified again all the same.
 */
record SeenDirectory(URI address, String tag, byte[] document) {

  static Optional<SeenDirectory> of(URI address, Download.Response response) {
    return response.tag().map(tag -> new SeenDirectory(address, tag, response.body()));
  }
}
