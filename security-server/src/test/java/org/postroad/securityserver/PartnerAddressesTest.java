// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.testing.TestInstance;

/** C-064. */
final class PartnerAddressesTest {
  private final TestInstance instance = new TestInstance();

  @Test
  void addressesOfAllServersAreKnownAndNoOthers() {
    try (PartnerAddresses partners = new PartnerAddresses()) {
      assertFalse(partners.test(InetAddress.ofLiteral("192.0.2.1")));
      partners.update(at("192.0.2.1", "2001:db8::1"));
      assertTrue(partners.test(InetAddress.ofLiteral("192.0.2.1")));
      assertTrue(partners.test(InetAddress.ofLiteral("2001:db8:0::1")));
      assertFalse(partners.test(InetAddress.ofLiteral("192.0.2.2")));
      partners.update(at("192.0.2.3", "no-such-host.invalid"));
      assertTrue(partners.test(InetAddress.ofLiteral("192.0.2.3")));
    }
  }

  private GlobalConfiguration at(String caller, String provider) {
    return instance.global(
        TestInstance.server(
            TestInstance.CALLER_SERVER,
            caller,
            instance.callerKey().certificate(),
            TestInstance.CALLER),
        TestInstance.server(
            TestInstance.PROVIDER_SERVER,
            provider,
            instance.providerKey().certificate(),
            TestInstance.PROVIDER));
  }
}
