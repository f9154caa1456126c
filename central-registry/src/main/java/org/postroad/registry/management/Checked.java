// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;

/** A request made by the one who may make it; what comes of it is up to the membership. */
record Checked(Proven proven) {
  ManagementMessage message() {
    return proven.received().message();
  }

  ManagementRequest request() {
    return message().request();
  }
}
