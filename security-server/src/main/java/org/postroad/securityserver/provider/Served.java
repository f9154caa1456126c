// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.service.ServiceResponse;

/** What the service answered; its bodies are still to be read. */
record Served(Logged logged, ServiceResponse response) {

  Received received() {
    return logged.received();
  }
}
