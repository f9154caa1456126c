// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.security.cert.X509Certificate;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.membership.MembershipCommand.AddAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.MembershipCommand.ChangeOwner;
import org.postroad.registry.membership.MembershipCommand.ChangeServerAddress;
import org.postroad.registry.membership.MembershipCommand.DeclineRequest;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DescribeGroup;
import org.postroad.registry.membership.MembershipCommand.DescribeMemberClass;
import org.postroad.registry.membership.MembershipCommand.DisableClient;
import org.postroad.registry.membership.MembershipCommand.EnableClient;
import org.postroad.registry.membership.MembershipCommand.EndMaintenance;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.RemoveAuthenticationCertificate;
import org.postroad.registry.membership.MembershipCommand.RemoveClient;
import org.postroad.registry.membership.MembershipCommand.RemoveGroup;
import org.postroad.registry.membership.MembershipCommand.RemoveGroupMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMember;
import org.postroad.registry.membership.MembershipCommand.RemoveMemberClass;
import org.postroad.registry.membership.MembershipCommand.RemoveServer;
import org.postroad.registry.membership.MembershipCommand.RemoveSubsystem;
import org.postroad.registry.membership.MembershipCommand.RenameMember;
import org.postroad.registry.membership.MembershipCommand.RenameSubsystem;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;

/**
 * What a command must satisfy before it is accepted: new identifiers are strict (D04) and of this
 * instance, nothing is registered twice, nothing refers to what is not there, one authentication
 * certificate belongs to one server (B53), the owner is no client of its server (B54), and the
 * owners' group is left alone (D08).
 */
record MembershipRules(Membership membership) {
  static final int LONGEST_TEXT = 255;

  void check(MembershipCommand command) {
    switch (command) {
      case DefineMemberClass c -> members().check(c);
      case DescribeMemberClass c -> members().check(c);
      case RenameMember c -> members().check(c);
      case RemoveMemberClass c -> removals().check(c);
      case RemoveMember c -> removals().check(c);
      case RemoveSubsystem c -> removals().check(c);
      case RemoveGroup c -> removals().check(c);
      case AddMember c -> members().check(c);
      case AddSubsystem c -> members().check(c);
      case RegisterServer c -> onServer().checkNew(c);
      case ChangeServerAddress c -> onServer().checkAddress(c);
      case AddAuthenticationCertificate c -> onServer().checkCertificate(c);
      case RemoveAuthenticationCertificate c -> onServer().checkRemovedCertificate(c);
      case RegisterClient c -> onServer().checkClient(c);
      case RemoveClient c -> onServer().checkRemovedClient(c);
      case DisableClient c -> onServer().checkDisabled(c);
      case EnableClient c -> onServer().checkEnabled(c);
      case RenameSubsystem c -> members().check(c);
      case ChangeOwner c -> onServer().checkOwner(c);
      case StartMaintenance c -> onServer().checkMaintenance(c);
      case EndMaintenance c -> onServer().checkEnd(c);
      case DefineGroup c -> groups().check(c);
      case DescribeGroup c -> groups().check(c);
      case AddGroupMember c -> groups().check(c);
      case RemoveGroupMember c -> groups().check(c);
      case SetManagementServiceProvider c -> requireKnown(c.provider());
      case SubmitRequest _, ApproveRequest _, DeclineRequest _, RemoveServer _ ->
          throw new IllegalArgumentException("requests have their own rules");
    }
  }

  private MemberRules members() {
    return new MemberRules(this);
  }

  private GroupRules groups() {
    return new GroupRules(this);
  }

  private RemovalRules removals() {
    return new RemovalRules(this);
  }

  void requireMemberClass(String code) {
    if (!membership.hasMemberClass(code)) {
      throw new Fault(FaultCode.NOT_FOUND, "No member class " + code);
    }
  }

  private ServerRules onServer() {
    return new ServerRules(this);
  }

  RegisteredServer server(SecurityServerId id) {
    return membership
        .server(id)
        .orElseThrow(
            () -> new Fault(FaultCode.NOT_FOUND, "Security server " + id + " is not registered"));
  }

  RegisteredGroup group(GlobalGroupId id) {
    return membership
        .group(id)
        .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "Group " + id + " does not exist"));
  }

  void requireKnown(ClientId client) {
    if (!membership.exists(client)) {
      throw new Fault(FaultCode.UNKNOWN_MEMBER, client.text() + " is not registered");
    }
  }

  void requireOwn(String instance, Object id) {
    require(
        instance.equals(membership.instance()),
        "%s is not of instance %s",
        id,
        membership.instance());
  }

  static void requireEditable(GlobalGroupId id) {
    require(
        !id.groupCode().equals(Membership.OWNERS_GROUP),
        "Group %s is kept by the registry itself",
        id);
  }

  void requireFree(X509Certificate certificate) {
    if (!KeyUsages.isAuthentication(certificate)) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE,
          Certificates.displayName(certificate) + " is not an authentication certificate");
    }
    membership
        .serverOf(certificate)
        .ifPresent(server -> {
          throw new Fault(FaultCode.INVALID_REQUEST, "The certificate is registered at " + server);
        });
  }

  static String requireStrict(String what, String code) {
    require(
        Identifiers.isStrict(code),
        "The %s '%s' may have letters, digits and '()+,-.=? only, at most 255 of them",
        what,
        code);
    return code;
  }

  static void requireText(String what, String text, int longest) {
    boolean fits =
        !text.isEmpty()
            && text.length() <= longest
            && text.equals(text.strip())
            && isPublishable(text);
    require(
        fits,
        "The %s must have 1 to %s characters, none of them a control character, and no blanks"
            + " around it",
        what,
        longest);
  }

  /** Whether the text can stand in published configuration, which is XML 1.0. */
  static boolean isPublishable(String text) {
    return text.codePoints()
        .noneMatch(c ->
            Character.isISOControl(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || c == 0xFFFE
                || c == 0xFFFF);
  }

  @FormatMethod
  static void require(boolean condition, @FormatString String text, Object... values) {
    if (!condition) {
      throw new Fault(FaultCode.INVALID_REQUEST, text.formatted(values));
    }
  }
}
