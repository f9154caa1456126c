// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Everything in the directory of a security server, and what of it the nodes of one server have in
 * common (F04). What is common is changed on the primary node and copied to the others; each has
 * the rest for itself: its message log with tree and keys, what it fetched, and what it is working
 * on.
 */
public enum NodeFile {
  ANCHOR(true, ServerDirectory::anchor),
  SERVER_CONFIGURATION_COPY(true, ServerDirectory::serverConfigurationCopy),
  TOKEN(true, ServerDirectory::token),
  CERTIFICATES(true, ServerDirectory::certificates),
  HARDWARE_TOKENS(true, ServerDirectory::hardwareTokens),
  INTERNAL_TLS_TOKEN(true, ServerDirectory::internalTlsToken),
  INTERNAL_TLS_CERTIFICATE(true, ServerDirectory::internalTlsCertificate),
  TLOG_POLICY(true, ServerDirectory::tlogPolicy),
  SERVER_CONFIGURATION(false, ServerDirectory::serverConfiguration),
  GLOBAL_CONFIGURATION(false, ServerDirectory::globalConfiguration),
  OCSP(false, ServerDirectory::ocsp),
  MESSAGE_LOG(false, ServerDirectory::messageLog),
  LOG_MASTER_KEYS(false, ServerDirectory::logKeys),
  LOG_KEY(false, ServerDirectory::logKey),
  WITNESS(false, ServerDirectory::witness),
  WITNESS_KEY(false, ServerDirectory::witnessKey),
  SPOOL(false, ServerDirectory::spool);

  private final boolean common;
  private final Function<ServerDirectory, Path> place;

  NodeFile(boolean common, Function<ServerDirectory, Path> place) {
    this.common = common;
    this.place = place;
  }

  public boolean isCommon() {
    return common;
  }

  /** The file, or the directory with all that is in it. */
  public Path in(ServerDirectory directory) {
    return place.apply(directory);
  }

  /** What is copied from the primary node to the others. */
  public static List<NodeFile> common() {
    return Arrays.stream(values()).filter(NodeFile::isCommon).toList();
  }
}
