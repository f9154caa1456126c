// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.administration.Actor;
import org.postroad.protocol.administration.BackupOperations;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.admin.RegistrySystem;
import org.postroad.registry.publication.Alert;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.ManagementServices;
import org.postroad.registry.publication.SystemStatus;

/**
 * A registry as a whole as its administration sees it.
 *
 * @param management what the ports of the management services present
 */
record AdministeredSystem(CentralRegistry registry, PortIdentity management, String version)
    implements RegistrySystem {

  @Override
  public SystemStatus status() {
    return registry.system().status();
  }

  @Override
  public ClusterStatus cluster() {
    return registry.clusterStatus();
  }

  @Override
  public void changeAddress(String address, Actor actor) {
    registry.system().changeAddress(address, AdministeredRegistry.author(actor));
  }

  @Override
  public ManagementServices managementServices() {
    return registry.system().managementServices();
  }

  @Override
  public void registerProvider(SecurityServerId server, Actor actor) {
    registry.system().registerProvider(server, AdministeredRegistry.author(actor));
  }

  @Override
  public List<Alert> alerts() {
    return registry.alerts();
  }

  @Override
  public Map<String, String> parameters() {
    return registry.system().parameters();
  }

  @Override
  public void login(char[] pin) {
    registry.token().login(pin);
  }

  @Override
  public void logout() {
    registry.token().logout();
  }

  @Override
  public X509Certificate managementCertificate() {
    return management.certificate();
  }

  @Override
  public void recreateManagementKey() {
    management.recreate(List.of(PublicAddress.host(status().address())));
  }

  @Override
  public byte[] managementCertificateRequest(String subject) {
    return management.certificateRequest(subject, Optional.empty());
  }

  @Override
  public void importManagementCertificate(X509Certificate certificate) {
    management.importCertificate(certificate);
  }

  @Override
  public BackupOperations.Kept backups() {
    return registry.backups();
  }
}
