// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.util.Optional;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * A server that can be reached for a client.
 *
 * @param maintenanceMessage present, perhaps empty, while the server is in maintenance mode
 */
public record ServerAddress(
    SecurityServerId id, String address, Optional<String> maintenanceMessage) {}
