// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.InetAddress;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/** One member of the sandbox with its one subsystem and its one security server. */
record Agency(MemberId member, String name, String subsystemCode, InetAddress address) {

  SubsystemId subsystem() {
    return new SubsystemId(member, subsystemCode);
  }

  SecurityServerId server() {
    return new SecurityServerId(member, "ss-" + subsystemCode);
  }
}
