// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.util.function.Supplier;
import org.postroad.protocol.administration.ApiKeyOperations;
import org.postroad.securityserver.conf.AnchorFile;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.health.Diagnostics;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.monitoring.KeptRecords;
import org.postroad.securityserver.signer.AskedResponders;

/**
 * What is administered.
 *
 * @param configuration the newest, valid or not
 * @param anchor what the global configuration is trusted by
 * @param administrationIdentity what administrators see
 * @param records of the exchanges of this node
 * @param connections what can be tried at once
 * @param responders how those of OCSP were when they were last asked
 * @param global how the global configuration is followed
 */
public record AdministeredServer(
    Supplier<Configuration> configuration,
    Supplier<GlobalConfigurationClient.Status> global,
    AnchorFile anchor,
    Diagnostics diagnostics,
    KeptRecords records,
    NodeType node,
    ApiKeyOperations.Kept tokens,
    ClientAdministration clients,
    KeyAdministration keys,
    Supplier<AskedResponders> responders,
    InternalIdentity internalIdentity,
    InternalIdentity administrationIdentity,
    KeptBackups backups,
    CertificateOrdering orders,
    ConnectionDiagnostics.Connections connections) {}
