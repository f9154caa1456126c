// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.time.Duration;
import org.postroad.securityserver.conf.Client;

/** Where an authorized request goes. */
public sealed interface Destination {

  /**
   * A service of an information system.
   *
   * @param verifyTls whether the service's TLS certificate must be one of its owner's
   */
  record HttpService(URI url, Duration timeout, boolean verifyTls, Client owner)
      implements Destination {}
}
