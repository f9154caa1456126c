// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;

/** Who and what there is in the sandbox, and where. */
final class Topology {

  static final String INSTANCE = "SANDBOX";
  static final String MEMBER_CLASS = "GOV";
  static final InetAddress HOST = loopback(1);

  static final Agency POPULATION =
      new Agency(
          new MemberId(INSTANCE, MEMBER_CLASS, "70000001"),
          "Population Agency",
          "population",
          loopback(2));
  static final Agency TAX =
      new Agency(
          new MemberId(INSTANCE, MEMBER_CLASS, "70000002"), "Tax Agency", "tax", loopback(3));
  static final List<Agency> AGENCIES = List.of(POPULATION, TAX);

  /** REST, described by OpenAPI; the tax agency may use it. */
  static final ServiceId PEOPLE = ServiceId.of(POPULATION.subsystem(), "people");

  /** REST; nobody was given the right to use it. */
  static final ServiceId STATISTICS = ServiceId.of(POPULATION.subsystem(), "statistics");

  /** SOAP, described by WSDL; the tax agency may use it. */
  static final ServiceId PERSON_DETAILS = ServiceId.of(POPULATION.subsystem(), "personDetails");

  /** SOAP with attachments; the tax agency may use it. */
  static final ServiceId STORE_DOCUMENTS = ServiceId.of(POPULATION.subsystem(), "storeDocuments");

  /** Offers the management services of the registry to the owners of servers. */
  static final SubsystemId MANAGEMENT = new SubsystemId(POPULATION.member(), "management");

  private Topology() {}

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
