// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Path;
import java.util.List;
import org.postroad.securityserver.signer.InternalTlsFiles;
import org.postroad.securityserver.signer.ServerKeys;

/** Where a security server keeps what, below one directory. */
public record ServerDirectory(Path root) {

  /** The anchor of the instance, put there before the first start. */
  public Path anchor() {
    return root.resolve("configuration-anchor.xml");
  }

  /** The verified copy of the global configuration. */
  public Path globalConfiguration() {
    return root.resolve("globalconf");
  }

  /** The versions of the server configuration: clients, services and rights. */
  public Path serverConfiguration() {
    return root.resolve("serverconf");
  }

  /** The newest version of that on a primary node, for secondary ones. */
  public Path serverConfigurationCopy() {
    return root.resolve("server-configuration.copy");
  }

  /** The software token and the certificates of its keys. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** The software token. */
  public Path token() {
    return keys().resolve(ServerKeys.TOKEN_FILE);
  }

  /** What is protected by the PIN of the server. */
  public List<Path> underPin() {
    return List.of(
        token(), internalTlsToken(), administrationToken(), logKey(), witnessKey(), backupKey());
  }

  /** Certificates of keys of all tokens. */
  public Path certificates() {
    return keys().resolve(ServerKeys.CERTIFICATES);
  }

  /** What administrators said of keys and certificates. */
  public Path keyNotes() {
    return keys().resolve(ServerKeys.NOTES_FILE);
  }

  /** Which hardware tokens there are. */
  public Path hardwareTokens() {
    return keys().resolve(ServerKeys.HARDWARE_TOKENS);
  }

  /** Master keys of the message log; while there are any, new segments are encrypted. */
  public Path logKeys() {
    return keys().resolve("log");
  }

  /** The key of the certificate shown to information systems and services. */
  public Path internalTlsToken() {
    return keys().resolve("internal-tls.p12");
  }

  /** The certificate shown to information systems and services, in DER, or a chain in PEM. */
  public Path internalTlsCertificate() {
    return keys().resolve("internal-tls.der");
  }

  /** Both of these. */
  InternalTlsFiles internalTls(char[] pin) {
    return InternalTlsFiles.inDer(internalTlsToken(), internalTlsCertificate(), pin);
  }

  /** The key of the certificate shown to administrators. */
  public Path administrationToken() {
    return keys().resolve("administration.p12");
  }

  /** The certificate shown to administrators, or a chain; in PEM, formerly in DER. */
  public Path administrationCertificate() {
    return root.resolve("administration.crt");
  }

  /** Both of these. */
  InternalTlsFiles administrationTls(char[] pin) {
    return InternalTlsFiles.inPem(administrationToken(), administrationCertificate(), pin);
  }

  /** Who may administer the server. */
  public Path apiTokens() {
    return root.resolve("api-tokens");
  }

  /** What administrators have changed, or tried to. */
  public Path auditLog() {
    return root.resolve("audit.log");
  }

  /** The key that signs and opens backups. */
  public Path backupKey() {
    return keys().resolve("backup-key.asc");
  }

  /** Backups that were made here or brought here. */
  public Path backups() {
    return root.resolve("backup");
  }

  /** OCSP responses of own and other certificates. */
  public Path ocsp() {
    return root.resolve("ocsp");
  }

  /** The message log. */
  public Path messageLog() {
    return root.resolve("messagelog");
  }

  /** What this server remembers as a witness, and contradictions in logs. */
  public Path witness() {
    return root.resolve("witness");
  }

  /** The key that signs checkpoints of this server's log. */
  public Path logKey() {
    return keys().resolve("log-key.pem");
  }

  /** The key that cosigns checkpoints of others. */
  public Path witnessKey() {
    return keys().resolve("witness-key.pem");
  }

  /** Which logs are cosigned here and which witnesses are asked; read whenever it matters. */
  public Path tlogPolicy() {
    return root.resolve("tlog-policy");
  }

  /** Credentials for accounts at certification authorities, unless a setting says otherwise. */
  public Path acmeCredentials() {
    return root.resolve("acme.yml");
  }

  /** The mail server and whom to write to, unless a setting says otherwise. */
  public Path mailAccount() {
    return root.resolve("mail.yml");
  }

  /** The keys of accounts at certification authorities, under a password of their own. */
  public Path accountKeys() {
    return keys().resolve("acme.p12");
  }

  /** Bodies on their way; emptied at start. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** What is kept of exchanges for monitoring. */
  public Path operationalRecords() {
    return root.resolve("operational");
  }
}
