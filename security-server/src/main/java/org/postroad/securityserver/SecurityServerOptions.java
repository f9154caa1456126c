// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * What a security server is started with.
 *
 * @param directory of everything it keeps: see {@link ServerDirectory}
 * @param address all its ports are opened on
 * @param pin of the software token; the caller may wipe it once the server has started
 */
public record SecurityServerOptions(
    Path directory, InetAddress address, ServerPorts ports, char[] pin, ServerSettings settings) {}
