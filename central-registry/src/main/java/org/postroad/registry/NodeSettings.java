// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.store.Change;

/**
 * What this node publishes besides who is registered, as it is now: from the options it was started
 * with, and where those leave it open, from what its administration has said since.
 */
final class NodeSettings implements Supplier<PublicationSettings> {
  private final RegistryOptions options;
  private final AcceptChange acceptChange;
  private final InetSocketAddress bound;
  private volatile Optional<X509Certificate> managementCertificate;

  NodeSettings(RegistryOptions options, AcceptChange acceptChange, InetSocketAddress bound) {
    this.options = options;
    this.acceptChange = acceptChange;
    this.bound = bound;
    this.managementCertificate = options.policy().managementServiceCertificate();
  }

  @Override
  public PublicationSettings get() {
    RegistryOptions.Policy policy = options.policy();
    String address = address();
    return new PublicationSettings(
        node(),
        address,
        policy
            .managementServiceAddress()
            .orElseGet(() -> PublicAddress.managementService(address, ports())),
        managementCertificate,
        policy.timestampingInterval(),
        policy.ocspFreshness(),
        policy.expiry(),
        options.role().federated());
  }

  PublicPorts ports() {
    return options.role().ports();
  }

  RegistryOptions.Policy policy() {
    return options.policy();
  }

  String node() {
    return options.role().node();
  }

  /** Where clients are sent: as configured, as announced, or where the port is open. */
  private String address() {
    return options
        .address()
        .or(() -> acceptChange.snapshot().node(node()).address())
        .orElseGet(() -> PublicAddress.of(bound));
  }

  /** Sends clients elsewhere from the next publication on (E46). */
  void announce(String address, Author author) {
    if (options.address().filter(fixed -> !fixed.equals(address)).isPresent()) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The address " + options.address().get() + " stands in the configuration of the node");
    }
    acceptChange.apply(new Change.OfNodes(new AnnounceNode(node(), address)), author);
  }

  /** Tells servers from the next publication on what the management ports present. */
  void presentAtManagement(X509Certificate certificate) {
    managementCertificate = Optional.of(certificate);
  }
}
