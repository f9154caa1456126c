// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.io.InputStream;

/** A body that lies somewhere and can be read from its start. */
@FunctionalInterface
public interface BodySource {

  /** A new stream from the first byte; the caller closes it. */
  InputStream open() throws IOException;
}
