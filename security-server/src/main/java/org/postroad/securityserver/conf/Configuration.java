// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import org.postroad.protocol.globalconf.GlobalConfiguration;

/** All that an exchange decides on, read once at its start. */
public record Configuration(ServerConfiguration server, GlobalConfiguration global) {}
