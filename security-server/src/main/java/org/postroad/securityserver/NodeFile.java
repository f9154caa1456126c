// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Everything in the directory of a security server, and what of it the nodes of one server have in
 * common (F04). What is common is changed on the primary node and copied to the others; each has
 * the rest for itself: its message log with tree and keys, what it fetched, and what it is working
 * on.
 */
public enum NodeFile {
  ANCHOR(true),
  SERVER_CONFIGURATION_COPY(true),
  TOKEN(true),
  CERTIFICATES(true),
  HARDWARE_TOKENS(true),
  INTERNAL_TLS_TOKEN(true),
  INTERNAL_TLS_CERTIFICATE(true),
  TLOG_POLICY(true),
  API_TOKENS(true),
  SERVER_CONFIGURATION(false),
  GLOBAL_CONFIGURATION(false),
  OCSP(false),
  MESSAGE_LOG(false),
  LOG_MASTER_KEYS(false),
  LOG_KEY(false),
  WITNESS(false),
  WITNESS_KEY(false),
  MONITORING(false),
  SPOOL(false),
  ADMINISTRATION_TOKEN(false),
  ADMINISTRATION_CERTIFICATE(false),
  AUDIT_LOG(false);

  private final boolean common;

  NodeFile(boolean common) {
    this.common = common;
  }

  public boolean isCommon() {
    return common;
  }

  /** The file, or the directory with all that is in it. */
  public Path in(ServerDirectory directory) {
    return switch (this) {
      case ANCHOR -> directory.anchor();
      case SERVER_CONFIGURATION_COPY -> directory.serverConfigurationCopy();
      case TOKEN -> directory.token();
      case CERTIFICATES -> directory.certificates();
      case HARDWARE_TOKENS -> directory.hardwareTokens();
      case INTERNAL_TLS_TOKEN -> directory.internalTlsToken();
      case INTERNAL_TLS_CERTIFICATE -> directory.internalTlsCertificate();
      case TLOG_POLICY -> directory.tlogPolicy();
      case SERVER_CONFIGURATION -> directory.serverConfiguration();
      case GLOBAL_CONFIGURATION -> directory.globalConfiguration();
      case OCSP -> directory.ocsp();
      case MESSAGE_LOG -> directory.messageLog();
      case LOG_MASTER_KEYS -> directory.logKeys();
      case LOG_KEY -> directory.logKey();
      case WITNESS -> directory.witness();
      case WITNESS_KEY -> directory.witnessKey();
      case MONITORING -> directory.operationalRecords();
      case SPOOL -> directory.spool();
      case API_TOKENS -> directory.apiTokens();
      case ADMINISTRATION_TOKEN -> directory.administrationToken();
      case ADMINISTRATION_CERTIFICATE -> directory.administrationCertificate();
      case AUDIT_LOG -> directory.auditLog();
    };
  }

  /** What is copied from the primary node to the others. */
  public static List<NodeFile> common() {
    return Arrays.stream(values()).filter(NodeFile::isCommon).toList();
  }
}
