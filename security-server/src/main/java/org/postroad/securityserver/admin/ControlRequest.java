// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import tools.jackson.databind.JsonNode;

/**
 * The one message that a client of the control socket sends:
 *
 * <pre>
 * {"version":1,"operation":"SHOW","arguments":17}
 * </pre>
 *
 * @param arguments of the operation, see {@link ControlSession}
 */
record ControlRequest(int version, Operation operation, JsonNode arguments) {

  static final int VERSION = 1;

  enum Operation {
    STATUS,
    SEARCH,
    SHOW,
    EXPORT,
    REINDEX,
    PROVE,
    ARCHIVE,
    PRUNE,
    VERSIONS,
    VERSION
  }
}
