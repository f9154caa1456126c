// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.PinChange;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * The private keys of a server, opened beside the rest of its start: making a key out of the PIN is
 * slow on purpose.
 */
record KeyOpening(
    Ahead<ServerKeys> token, Ahead<InternalTls> internalTls, Ahead<TransparencyStart.Keys> log) {

  /** Returns at once. */
  static KeyOpening begin(
      SecurityServerOptions options, List<String> hosts, Clock clock, SecureRandom random)
      throws IOException {
    ServerDirectory directory = new ServerDirectory(options.directory());
    char[] pin = options.pin();
    boolean copied = options.settings().node().type() == NodeType.SECONDARY;
    Files.createDirectories(
        directory.keys(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    if (!copied) {
      PinChange.finish(directory.keys());
    }
    return new KeyOpening(
        Ahead.of(
            "start-token",
            () ->
                copied
                    ? ServerKeys.openCopied(directory.keys(), pin)
                    : ServerKeys.open(directory.keys(), pin)),
        Ahead.of(
            "start-tls",
            () ->
                copied
                    ? InternalTls.openCopied(directory.internalTls(pin))
                    : InternalTls.open(directory.internalTls(pin), hosts, clock, random)),
        Ahead.of("start-log-keys", () -> TransparencyStart.Keys.open(directory, pin, random)));
  }
}
