// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.catalog.CertificateCommand;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.trust.TrustCommand;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes as JSON: {@code {"kind":"add-member","command":{"id":"DEV/GOV/1","name":"…"}}}.
 *
 * <p>The kinds are a closed table, so stored text never chooses a class by itself; identifiers are
 * written in their short form, certificates as base64 of DER. What was once written must be read
 * for ever: a record may gain optional components, a kind is never renamed.
 */
final class ChangeJson {
  private static final Map<String, Class<? extends MembershipCommand>> MEMBERSHIP =
      Map.ofEntries(
          Map.entry("define-member-class", MembershipCommand.DefineMemberClass.class),
          Map.entry("describe-member-class", MembershipCommand.DescribeMemberClass.class),
          Map.entry("remove-member-class", MembershipCommand.RemoveMemberClass.class),
          Map.entry("add-member", MembershipCommand.AddMember.class),
          Map.entry("rename-member", MembershipCommand.RenameMember.class),
          Map.entry("remove-member", MembershipCommand.RemoveMember.class),
          Map.entry("remove-subsystem", MembershipCommand.RemoveSubsystem.class),
          Map.entry("remove-server", MembershipCommand.RemoveServer.class),
          Map.entry("describe-group", MembershipCommand.DescribeGroup.class),
          Map.entry("remove-group", MembershipCommand.RemoveGroup.class),
          Map.entry("add-subsystem", MembershipCommand.AddSubsystem.class),
          Map.entry("register-server", MembershipCommand.RegisterServer.class),
          Map.entry("change-server-address", MembershipCommand.ChangeServerAddress.class),
          Map.entry(
              "add-authentication-certificate",
              MembershipCommand.AddAuthenticationCertificate.class),
          Map.entry(
              "remove-authentication-certificate",
              MembershipCommand.RemoveAuthenticationCertificate.class),
          Map.entry("register-client", MembershipCommand.RegisterClient.class),
          Map.entry("remove-client", MembershipCommand.RemoveClient.class),
          Map.entry("disable-client", MembershipCommand.DisableClient.class),
          Map.entry("enable-client", MembershipCommand.EnableClient.class),
          Map.entry("rename-subsystem", MembershipCommand.RenameSubsystem.class),
          Map.entry("change-owner", MembershipCommand.ChangeOwner.class),
          Map.entry("start-maintenance", MembershipCommand.StartMaintenance.class),
          Map.entry("end-maintenance", MembershipCommand.EndMaintenance.class),
          Map.entry("define-group", MembershipCommand.DefineGroup.class),
          Map.entry("add-group-member", MembershipCommand.AddGroupMember.class),
          Map.entry("remove-group-member", MembershipCommand.RemoveGroupMember.class),
          Map.entry(
              "set-management-service-provider",
              MembershipCommand.SetManagementServiceProvider.class),
          Map.entry("submit-request", MembershipCommand.SubmitRequest.class),
          Map.entry("approve-request", MembershipCommand.ApproveRequest.class),
          Map.entry("decline-request", MembershipCommand.DeclineRequest.class));
  private static final Map<String, Class<? extends TrustCommand>> TRUST =
      Map.of(
          "approve-certification-service", TrustCommand.ApproveCertificationService.class,
          "change-certification-service", TrustCommand.ChangeCertificationService.class,
          "change-timestamping-service", TrustCommand.ChangeTimestampingService.class,
          "withdraw-certification-service", TrustCommand.WithdrawCertificationService.class,
          "approve-timestamping-service", TrustCommand.ApproveTimestampingService.class,
          "withdraw-timestamping-service", TrustCommand.WithdrawTimestampingService.class,
          "trust-instance", TrustCommand.TrustInstance.class,
          "distrust-instance", TrustCommand.DistrustInstance.class);
  private static final Map<String, Class<? extends SigningKeyCommand>> SIGNING_KEYS =
      Map.of(
          "add-signing-key", SigningKeyCommand.AddSigningKey.class,
          "activate-signing-key", SigningKeyCommand.ActivateSigningKey.class,
          "delete-signing-key", SigningKeyCommand.DeleteSigningKey.class);
  private static final Map<String, Class<? extends NodeCommand>> NODES =
      Map.of(
          "announce-node", NodeCommand.AnnounceNode.class,
          "withdraw-node", NodeCommand.WithdrawNode.class);
  private static final Map<String, Class<? extends PartCommand>> PARTS =
      Map.of(
          "upload-part", PartCommand.UploadPart.class,
          "remove-part", PartCommand.RemovePart.class);

  private static final Map<String, Class<? extends AccessCommand>> ACCESS =
      Map.of(
          "add-token", AccessCommand.AddToken.class,
          "change-token-roles", AccessCommand.ChangeTokenRoles.class,
          "revoke-token", AccessCommand.RevokeToken.class);

  private static final Map<String, Class<? extends CertificateCommand>> CERTIFICATES =
      Map.of("note-signer", CertificateCommand.NoteSigner.class);

  private final JsonMapper mapper;
  private final Map<Class<?>, String> kinds = new LinkedHashMap<>();

  ChangeJson() {
    MEMBERSHIP.forEach((kind, type) -> kinds.put(type, kind));
    TRUST.forEach((kind, type) -> kinds.put(type, kind));
    SIGNING_KEYS.forEach((kind, type) -> kinds.put(type, kind));
    NODES.forEach((kind, type) -> kinds.put(type, kind));
    PARTS.forEach((kind, type) -> kinds.put(type, kind));
    ACCESS.forEach((kind, type) -> kinds.put(type, kind));
    CERTIFICATES.forEach((kind, type) -> kinds.put(type, kind));
    var texts = new SimpleModule();
    text(texts, ClientId.class, ClientId::toString, ClientId::parse);
    text(texts, MemberId.class, MemberId::toString, text -> ClientId.parse(text).member());
    text(texts, SubsystemId.class, SubsystemId::toString, ChangeJson::subsystem);
    text(texts, SecurityServerId.class, SecurityServerId::toString, SecurityServerId::parse);
    text(texts, GlobalGroupId.class, GlobalGroupId::toString, ChangeJson::group);
    text(texts, X509Certificate.class, ChangeJson::base64, Certificates::parseBase64);
    mapper =
        JsonMapper.builder()
            .addModule(texts)
            .addMixIn(ManagementRequest.class, RequestJson.class)
            .registerSubtypes(RequestJson.services())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
  }

  String write(Change change) {
    Record command =
        switch (change) {
          case Change.OfMembership c -> (Record) c.command();
          case Change.OfTrust c -> (Record) c.command();
          case Change.OfSigningKeys c -> (Record) c.command();
          case Change.OfNodes c -> (Record) c.command();
          case Change.OfParts c -> (Record) c.command();
          case Change.OfAccess c -> (Record) c.command();
          case Change.OfCertificates c -> (Record) c.command();
        };
    ObjectNode tree = mapper.createObjectNode();
    tree.put("kind", kind(command));
    tree.set("command", mapper.valueToTree(command));
    return mapper.writeValueAsString(tree);
  }

  Change read(String json) {
    try {
      JsonNode tree = mapper.readTree(json);
      String kind = tree.path("kind").asString("");
      JsonNode command = tree.path("command");
      if (!command.isObject()) {
        throw new Fault(FaultCode.DATABASE_ERROR, "The journal has a change without command");
      }
      var membership = MEMBERSHIP.get(kind);
      if (membership != null) {
        return new Change.OfMembership(mapper.treeToValue(command, membership));
      }
      var trust = TRUST.get(kind);
      if (trust != null) {
        return new Change.OfTrust(mapper.treeToValue(command, trust));
      }
      var signingKeys = SIGNING_KEYS.get(kind);
      if (signingKeys != null) {
        return new Change.OfSigningKeys(mapper.treeToValue(command, signingKeys));
      }
      var nodes = NODES.get(kind);
      if (nodes != null) {
        return new Change.OfNodes(mapper.treeToValue(command, nodes));
      }
      var parts = PARTS.get(kind);
      if (parts != null) {
        return new Change.OfParts(mapper.treeToValue(command, parts));
      }
      var access = ACCESS.get(kind);
      if (access != null) {
        return new Change.OfAccess(mapper.treeToValue(command, access));
      }
      var certificates = CERTIFICATES.get(kind);
      if (certificates != null) {
        return new Change.OfCertificates(mapper.treeToValue(command, certificates));
      }
      throw new Fault(
          FaultCode.DATABASE_ERROR,
          "The journal has a change of kind '" + kind + "', which this version does not know");
    } catch (JacksonException unreadable) {
      throw new Fault(
          FaultCode.DATABASE_ERROR, "The journal has a change that cannot be read", unreadable);
    }
  }

  private String kind(Record command) {
    String kind = kinds.get(command.getClass());
    if (kind == null) {
      throw new IllegalStateException("no kind for " + command.getClass());
    }
    return kind;
  }

  private static SubsystemId subsystem(String text) {
    if (ClientId.parse(text) instanceof SubsystemId subsystem) {
      return subsystem;
    }
    throw new Fault(FaultCode.DATABASE_ERROR, "'" + text + "' is not a subsystem");
  }

  private static GlobalGroupId group(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new Fault(FaultCode.DATABASE_ERROR, "'" + text + "' is not a group");
    }
    return new GlobalGroupId(text.substring(0, slash), text.substring(slash + 1));
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(Certificates.encoded(certificate));
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return read.apply(in.getString());
          }
        });
  }
}
