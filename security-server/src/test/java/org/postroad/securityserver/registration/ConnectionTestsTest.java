// SPDX-License-Identifier: MIT
package org.postroad.securityserver.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.securityserver.registration.ConnectionTests.Failure;
import org.postroad.securityserver.testing.TestInstance;

/** What the registry says to a dry run without an address, and what that means (E28). */
final class ConnectionTestsTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final SubsystemId CALLED =
      new SubsystemId(TestInstance.PROVIDER_SERVER.owner(), "called");

  private final List<ManagementRequest> sent = new ArrayList<>();

  private Optional<Failure> tried(RuntimeException said) {
    var tests =
        new ConnectionTests(
            request -> {
              sent.add(request);
              throw said;
            },
            new OwnPort(
                URI.create("https://own.test/"),
                () -> {
                  throw new Fault(FaultCode.NETWORK_ERROR, "not open");
                }),
            UUID::randomUUID);
    assertEquals(
        Optional.of(new Failure("network_error", "not open")),
        tests.rest(TestInstance.CALLER, CALLED, TestInstance.PROVIDER_SERVER));
    assertEquals(
        Optional.of(new Failure("network_error", "not open")),
        tests.soap(TestInstance.CALLER, CALLED, TestInstance.PROVIDER_SERVER));
    return tests.registration(TestInstance.CALLER_SERVER, INSTANCE.callerKey().certificate());
  }

  private static PeerFault refusal(String code) {
    return new PeerFault(new FaultReport(code, "said", "where"), new byte[0]);
  }

  @Test
  void onlyTheRefusalOfTheMissingAddressIsGood() {
    for (String good : List.of("InvalidRequest", "invalid_request", "Server.InvalidRequest")) {
      assertEquals(Optional.empty(), tried(refusal(good)));
    }
    assertEquals(
        Optional.of(new Failure("InvalidSignatureValue", "said")),
        tried(refusal("InvalidSignatureValue")));
    assertEquals(
        Optional.of(new Failure("ssl_authentication_failed", "another")),
        tried(new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, "another")));
    AuthCertReg request = assertInstanceOf(AuthCertReg.class, sent.getLast());
    assertEquals(true, request.dryRun());
    assertEquals(Optional.empty(), request.address());
  }
}
