// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/**
 * Everything known of the own instance and the instances federated with it, as one immutable
 * snapshot; every look-up takes the same time however large the instance is.
 *
 * <p>Validity is the caller's to ask for: {@link #isValidAt} is about the own instance, {@link #at}
 * leaves out foreign instances that have expired (A104).
 */
public final class GlobalConfiguration {
  private final String instance;
  private final Optional<Own> own;
  private final Map<String, InstanceParameters> instances;
  private final OptionalParameters optional;
  private final List<String> unreadable;
  private final MemberIndex members;
  private final ServerIndex servers;
  private final Trust trust;

  /** Private parameters and how long they may be used. */
  public record Own(PrivateParameters parameters, Optional<Instant> expires) {}

  private GlobalConfiguration(
      String instance,
      Optional<Own> own,
      Map<String, InstanceParameters> instances,
      OptionalParameters optional,
      List<String> unreadable) {
    this.instance = instance;
    this.own = own;
    this.instances = instances;
    this.optional = optional;
    this.unreadable = List.copyOf(unreadable);
    List<SharedParameters> shared =
        instances.values().stream().map(InstanceParameters::parameters).toList();
    this.members = MemberIndex.of(shared);
    this.servers = ServerIndex.of(shared);
    this.trust = TrustServices.trust(shared, ocspFreshness(), optional.verifyNextUpdate());
  }

  /** Private parameters are missing where only shared ones are handed on, as to a verifier. */
  public static GlobalConfiguration of(
      String ownInstance,
      Optional<Own> own,
      Collection<InstanceParameters> instances,
      OptionalParameters optional) {
    var byInstance = new LinkedHashMap<String, InstanceParameters>();
    for (InstanceParameters parameters : instances) {
      String name = parameters.parameters().instance();
      if (byInstance.put(name, parameters) != null) {
        throw malformed("Shared parameters of instance " + name + " are given twice");
      }
    }
    if (!byInstance.containsKey(ownInstance)) {
      throw malformed("No shared parameters of the own instance " + ownInstance);
    }
    return new GlobalConfiguration(ownInstance, own, byInstance, optional, List.of());
  }

  /**
   * Reads stored configuration: names and contents of the files of a configuration folder or of a
   * verification archive. A foreign instance that cannot be read is left out and named by {@link
   * #unreadable}.
   */
  public static GlobalConfiguration read(Map<String, byte[]> files) {
    return ConfigurationFiles.read(files);
  }

  GlobalConfiguration withUnreadable(List<String> reasons) {
    return new GlobalConfiguration(instance, own, instances, optional, reasons);
  }

  /** The own instance. */
  public String instance() {
    return instance;
  }

  /** The own instance and those known to be federated with it. */
  public Set<String> instances() {
    return Set.copyOf(instances.keySet());
  }

  /** Why which foreign instances are missing. */
  public List<String> unreadable() {
    return unreadable;
  }

  /** When the first part of the own instance expires; far in the future if none does. */
  public Instant expires() {
    return Stream.of(required().expires(), own.flatMap(Own::expires))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  public boolean isValidAt(Instant time) {
    return !time.isAfter(expires());
  }

  /** The same without foreign instances that have expired by then. */
  public GlobalConfiguration at(Instant time) {
    var valid = new LinkedHashMap<>(instances);
    valid.values().removeIf(p -> !p.parameters().instance().equals(instance) && !p.isValidAt(time));
    return valid.size() == instances.size()
        ? this
        : new GlobalConfiguration(instance, own, valid, optional, unreadable);
  }

  /** All an instance says, for listings; look-ups have their own methods. */
  public Optional<SharedParameters> parameters(String ofInstance) {
    return Optional.ofNullable(instances.get(ofInstance)).map(InstanceParameters::parameters);
  }

  public Optional<PrivateParameters> privateParameters() {
    return own.map(Own::parameters);
  }

  public OptionalParameters optionalParameters() {
    return optional;
  }

  /** What a verifier trusts; time-stamping services of every instance, the own first. */
  public Trust trust() {
    return trust;
  }

  /** Servers with an address that serve exactly this client, subsystem included. */
  public List<ServerAddress> addressesOf(ClientId provider) {
    return servers.addressesOf(provider);
  }

  public Optional<String> addressOf(SecurityServerId server) {
    return servers.server(server).flatMap(SharedParameters.Server::address);
  }

  public Optional<SharedParameters.Server> server(SecurityServerId server) {
    return servers.server(server);
  }

  /** Tells whether the client owns the server or is registered at it. */
  public boolean isRegistered(ClientId client, SecurityServerId server) {
    return servers.isRegistered(client, server);
  }

  /** The server that registered this authentication certificate, the first if several did. */
  public Optional<SecurityServerId> serverOfAuthenticationCertificate(X509Certificate certificate) {
    return servers.serversOf(certificate).stream().findFirst();
  }

  /**
   * Tells whether some server that registered this certificate is owned by the client or has it
   * registered, compared exactly (C-015, C08).
   */
  public boolean authenticationCertificateServes(X509Certificate certificate, ClientId client) {
    return servers.serversOf(certificate).stream()
        .anyMatch(server -> servers.isRegistered(client, server));
  }

  public Optional<Member> member(MemberId id) {
    return members.member(id);
  }

  /** Tells whether the member or subsystem exists in its instance. */
  public boolean exists(ClientId client) {
    return members.exists(client);
  }

  /** Empty both for an unknown subsystem and for one without a name. */
  public Optional<String> subsystemName(SubsystemId id) {
    return members.subsystemName(id);
  }

  /** Groups list clients exactly: a member in a group does not bring its subsystems along. */
  public boolean isMember(GlobalGroupId group, ClientId client) {
    return members.isMember(group, client);
  }

  /** How old an OCSP response may be; the own instance decides for foreign certificates too. */
  public Duration ocspFreshness() {
    return required().parameters().ocspFreshness();
  }

  /** How long records may wait for their time-stamp. */
  public Duration timestampingInterval() {
    return own.map(o -> o.parameters().timestampingInterval()).orElse(Duration.ofMinutes(1));
  }

  /** Approved time-stamping services of the own instance. */
  public List<TimestampAuthority> timestampAuthorities() {
    return TrustServices.timestampAuthorities(required().parameters());
  }

  /** Certificates of all approved authorities, top and intermediate, of every instance. */
  public List<X509Certificate> authorityCertificates() {
    return instances.values().stream()
        .flatMap(parameters -> TrustServices.authorityCertificates(parameters.parameters()))
        .distinct()
        .toList();
  }

  /** The subsystem that management requests go to. */
  public Optional<ClientId> managementServiceProvider() {
    return own.map(o -> o.parameters().managementService().provider());
  }

  private InstanceParameters required() {
    InstanceParameters parameters = instances.get(instance);
    if (parameters == null) {
      throw new IllegalStateException("no shared parameters of " + instance);
    }
    return parameters;
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
