// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

/**
 * The ports of one security server (D26 of the registry rows).
 *
 * @param consumerHttp for information systems, without TLS
 * @param consumerHttps for information systems, with TLS
 * @param messages for other security servers; the same on all servers of an instance
 * @param ocsp where others fetch OCSP responses; the same on all servers of an instance
 * @param transparency where others read the checkpoints and tiles of this server's log, and have
 *     theirs cosigned
 */
public record ServerPorts(
    int consumerHttp, int consumerHttps, int messages, int ocsp, int transparency) {

  /** What X-Road servers use, and one of our own. */
  public static final ServerPorts DEFAULT = new ServerPorts(8080, 8443, 5500, 5577, 5578);
}
