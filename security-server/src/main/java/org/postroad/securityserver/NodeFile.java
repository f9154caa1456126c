// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Everything in the directory of a security server; what of it the nodes of one server have in
 * common (F04), and what is in a backup (E30). What is common is changed on the primary node and
 * copied to the others; each has the rest for itself: its message log with tree and keys, what it
 * fetched, and what it is working on.
 */
public enum NodeFile {
  ANCHOR(true, InBackup.RESTORED),
  SERVER_CONFIGURATION_COPY(true, InBackup.NOT),
  TOKEN(true, InBackup.RESTORED),
  CERTIFICATES(true, InBackup.RESTORED),
  KEY_NOTES(true, InBackup.RESTORED),
  HARDWARE_TOKENS(true, InBackup.RESTORED),
  INTERNAL_TLS_TOKEN(true, InBackup.RESTORED),
  INTERNAL_TLS_CERTIFICATE(true, InBackup.RESTORED),
  TLOG_POLICY(true, InBackup.RESTORED),
  API_TOKENS(true, InBackup.RESTORED),
  SERVER_CONFIGURATION(false, InBackup.NOT),
  GLOBAL_CONFIGURATION(false, InBackup.NOT),
  OCSP(false, InBackup.NOT),
  MESSAGE_LOG(false, InBackup.NOT),
  LOG_MASTER_KEYS(false, InBackup.ADDED),
  LOG_KEY(false, InBackup.NOT),
  WITNESS(false, InBackup.ADDED),
  WITNESS_KEY(false, InBackup.NOT),
  MONITORING(false, InBackup.NOT),
  SPOOL(false, InBackup.NOT),
  ACME_CREDENTIALS(false, InBackup.RESTORED),
  ACCOUNT_KEYS(false, InBackup.RESTORED),
  MAIL_ACCOUNT(false, InBackup.RESTORED),
  ADMINISTRATION_TOKEN(false, InBackup.RESTORED),
  ADMINISTRATION_CERTIFICATE(false, InBackup.RESTORED),
  AUDIT_LOG(false, InBackup.NOT),
  BACKUP_KEY(false, InBackup.NOT),
  BACKUPS(false, InBackup.NOT);

  /** What a restore does. */
  public enum InBackup {
    /** It becomes what it was. */
    RESTORED,
    /** It is put there if it is missing, and is never set back: something depends on it since. */
    ADDED,
    /** It is in no backup. */
    NOT
  }

  private final boolean common;
  private final InBackup inBackup;

  NodeFile(boolean common, InBackup inBackup) {
    this.common = common;
    this.inBackup = inBackup;
  }

  public InBackup inBackup() {
    return inBackup;
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
      case KEY_NOTES -> directory.keyNotes();
      case BACKUP_KEY -> directory.backupKey();
      case BACKUPS -> directory.backups();
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
      case ACME_CREDENTIALS -> directory.acmeCredentials();
      case ACCOUNT_KEYS -> directory.accountKeys();
      case MAIL_ACCOUNT -> directory.mailAccount();
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
