// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/**
 * What an instance tells everybody: its registry, its trust services, its members, servers and
 * groups. One model for all versions; a version that cannot say something leaves it out, so reading
 * what was written gives {@link #reducedTo} of the original, not always the original.
 *
 * <p>Bytes: {@code shared-params.xml}, rows A73 to A88.
 */
public record SharedParameters(
    String instance,
    List<Source> sources,
    List<CertificationService> certificationServices,
    List<TimestampingService> timestampingServices,
    List<Member> members,
    List<Server> servers,
    List<GlobalGroup> globalGroups,
    List<MemberClass> memberClasses,
    Duration ocspFreshness) {

  public SharedParameters {
    sources = List.copyOf(sources);
    certificationServices = List.copyOf(certificationServices);
    timestampingServices = List.copyOf(timestampingServices);
    members = List.copyOf(members);
    servers = List.copyOf(servers);
    globalGroups = List.copyOf(globalGroups);
    memberClasses = List.copyOf(memberClasses);
  }

  /** One node of the registry and the certificates its two directories may be signed with. */
  public record Source(
      String address, List<X509Certificate> internal, List<X509Certificate> external) {
    public Source {
      internal = List.copyOf(internal);
      external = List.copyOf(external);
    }
  }

  /** An approved time-stamping service; the certificate is the service's own, not its issuer's. */
  public record TimestampingService(
      String name, String url, X509Certificate certificate, Optional<CostType> cost) {}

  /** What a trust service charges (version 6). */
  public enum CostType {
    FREE,
    PAID,
    UNDEFINED
  }

  /** A class of members, such as government or commerce. */
  public record MemberClass(String code, String description) {}

  /** A member and its subsystems. */
  public record Member(
      MemberId id, String classDescription, String name, List<Subsystem> subsystems) {
    public Member {
      subsystems = List.copyOf(subsystems);
      for (Subsystem subsystem : subsystems) {
        if (!subsystem.id().member().equals(id)) {
          throw new IllegalArgumentException(subsystem.id() + " is not a subsystem of " + id);
        }
      }
    }
  }

  /** A subsystem; its name exists from version 5 on. */
  public record Subsystem(SubsystemId id, Optional<String> name) {}

  /**
   * A security server. The owner may always use it and is not listed among its clients. Digests may
   * be of several algorithms; each version carries those of its own.
   */
  public record Server(
      SecurityServerId id,
      Optional<String> address,
      List<Digest> authenticationCertificates,
      List<ClientId> clients,
      Optional<Maintenance> maintenance) {
    public Server {
      authenticationCertificates = List.copyOf(authenticationCertificates);
      clients = List.copyOf(clients);
    }
  }

  /** A server in maintenance mode and what its administrator says about it (version 5). */
  public record Maintenance(Optional<String> message) {}

  /** A global group; it may have members of other instances. */
  public record GlobalGroup(GlobalGroupId id, String description, List<ClientId> members) {
    public GlobalGroup {
      members = List.copyOf(members);
    }
  }

  /** Reads a file whose directory or metadata declared this version; other elements are skipped. */
  public static SharedParameters parse(byte[] xml, int version) {
    var reader = new SharedParametersReader(ConfigurationVersion.certificateDigest(version));
    return ParameterElement.read(xml, "conf", reader::read);
  }

  /** Writes the file of a version from 2 to 6. */
  public byte[] toXml(int version) {
    return SharedParametersWriter.write(reducedTo(version));
  }

  /** The same without what the version has no element for (row A88). */
  public SharedParameters reducedTo(int version) {
    return ParametersReduction.of(this, ConfigurationVersion.requireWritable(version));
  }
}
