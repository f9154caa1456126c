// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.BackupOperations;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.publication.Alert;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.ManagementServices;
import org.postroad.registry.publication.SystemStatus;

/** What is administered of a registry as a whole and of the node that answers. */
public interface RegistrySystem {
  SystemStatus status();

  /** How all nodes go (F11). */
  ClusterStatus cluster();

  /** Of the program. */
  String version();

  void changeAddress(String address, Actor actor);

  ManagementServices managementServices();

  /** Lets a server offer the management services of the provider that is named. */
  void registerProvider(SecurityServerId server, Actor actor);

  /** What keeps the registry from publishing; nothing if all is well. */
  List<Alert> alerts();

  /** The system parameters by the names administrators know. */
  Map<String, String> parameters();

  /** Opens the token with the signing keys; the PIN is the caller's to wipe. */
  void login(char[] pin);

  /** Closes the token: nothing is signed until it is opened again. */
  void logout();

  /** What the management services present. */
  X509Certificate managementCertificate();

  void recreateManagementKey();

  /** A request for a certificate of the present key, PKCS #10 in DER. */
  byte[] managementCertificateRequest(String subject);

  void importManagementCertificate(X509Certificate certificate);

  /** The backups of this node. */
  BackupOperations.Kept backups();
}
