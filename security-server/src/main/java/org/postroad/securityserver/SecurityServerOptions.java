// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a security server is started with.
 *
 * @param directory of everything it keeps: see {@link ServerDirectory}
 * @param address all its ports are opened on
 * @param pin of the software token; the caller may wipe it once the server has started
 * @param file that the rest was read from, if it was
 */
public record SecurityServerOptions(
    Path directory,
    InetAddress address,
    ServerPorts ports,
    char[] pin,
    ServerSettings settings,
    Optional<Path> file) {

  /** Options that were read from no file. */
  public SecurityServerOptions(
      Path directory, InetAddress address, ServerPorts ports, char[] pin, ServerSettings settings) {
    this(directory, address, ports, pin, settings, Optional.empty());
  }

  /** The same, read from a file. */
  public SecurityServerOptions readFrom(Path source) {
    return new SecurityServerOptions(directory, address, ports, pin, settings, Optional.of(source));
  }
}
