// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** One request of every kind, and an authority for who signs them. */
final class Fixtures {
  static final MemberId OWNER = new MemberId("TEST", "GOV", "1");
  static final MemberId MEMBER = new MemberId("TEST", "COM", "2");
  static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "Shop");
  static final SubsystemId PROVIDER = new SubsystemId(OWNER, "Management");
  static final SecurityServerId SERVER = new SecurityServerId(OWNER, "SS1");

  static final TestAuthority AUTHORITY = TestAuthority.create();
  static final TestKey AUTHENTICATION = AUTHORITY.authentication(OWNER);
  static final TestKey SIGNING = AUTHORITY.signing(OWNER);
  static final byte[] OCSP = AUTHORITY.good(SIGNING.certificate(), TestAuthority.NOW);

  private Fixtures() {}

  static List<ManagementRequest> requests() {
    return List.of(
        registration(),
        new AuthCertReg(SERVER, Optional.empty(), AUTHENTICATION.certificate(), true),
        new AuthCertDeletion(SERVER, AUTHENTICATION.certificate()),
        new ClientReg(SERVER, SUBSYSTEM, Optional.of("The shop & more")),
        new ClientReg(SERVER, MEMBER, Optional.empty()),
        new ClientDeletion(SERVER, SUBSYSTEM),
        new ClientDisable(SERVER, SUBSYSTEM),
        new ClientEnable(SERVER, SUBSYSTEM),
        new ClientRename(SERVER, SUBSYSTEM, "Pood"),
        new OwnerChange(SERVER, MEMBER),
        new AddressChange(SERVER, "ss1.example"),
        new MaintenanceModeEnable(SERVER, Optional.of("Until <noon>")),
        new MaintenanceModeEnable(SERVER, Optional.empty()),
        new MaintenanceModeDisable(SERVER));
  }

  static AuthCertReg registration() {
    return new AuthCertReg(SERVER, Optional.of("ss1.example"), AUTHENTICATION.certificate(), false);
  }

  static ManagementMessage message(ManagementRequest request) {
    return ManagementMessage.of(OWNER, PROVIDER, "6f1c", request);
  }

  static SubmittedRequest.Registration submittedRegistration() {
    ManagementMessage message = message(registration());
    return SubmittedRequest.Registration.of(
        message, AUTHENTICATION.signer(), AUTHENTICATION.certificate(), proof(message, SIGNING));
  }

  static SubmittedRequest.Signed signed(ManagementRequest request) {
    ManagementMessage message = message(request);
    return new SubmittedRequest.Signed(message, proof(message, SIGNING));
  }

  static MemberProof proof(ManagementMessage message, TestKey key) {
    return MemberProof.of(message, key.signer(), key.certificate(), OCSP);
  }

  static RequestWriter.Written written(SubmittedRequest request) {
    return RequestWriter.write(request, new Random(1));
  }

  static SubmittedRequest read(RequestWriter.Written written) throws IOException {
    return read(written.bytes(), written.contentType());
  }

  static SubmittedRequest read(byte[] bytes, String contentType) throws IOException {
    return RequestReader.read(new ByteArrayInputStream(bytes), contentType);
  }
}
