// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.monitoring.OperationalField;
import org.postroad.securityserver.monitoring.OperationalRecord;

/** The servers that a client of this one may have reached in one exchange. */
final class CalledPeer {
  private CalledPeer() {}

  /** None for calls that came from elsewhere, and for providers whom nobody knows any more. */
  static List<ServerAddress> of(OperationalRecord record, GlobalConfiguration global) {
    boolean ours =
        record.text(OperationalField.SECURITY_SERVER_TYPE).filter("Client"::equals).isPresent();
    Optional<String> instance = record.text(OperationalField.SERVICE_INSTANCE);
    Optional<String> memberClass = record.text(OperationalField.SERVICE_MEMBER_CLASS);
    Optional<String> memberCode = record.text(OperationalField.SERVICE_MEMBER_CODE);
    return ours && instance.isPresent() && memberClass.isPresent() && memberCode.isPresent()
        ? global.addressesOf(
            ClientId.of(
                instance.get(),
                memberClass.get(),
                memberCode.get(),
                record.text(OperationalField.SERVICE_SUBSYSTEM_CODE)))
        : List.of();
  }
}
