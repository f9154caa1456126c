// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * A change that somebody should look at before it is made (D19).
 *
 * @param warnings none where there is nothing to confirm
 */
public record ProposedChange(ServerConfiguration next, List<Warning> warnings) {

  public ProposedChange {
    warnings = List.copyOf(warnings);
  }

  /** What a change would do beside what it is meant for. */
  public enum WarningCode {
    UNREGISTERED_MEMBER,
    ADDING_SERVICES,
    DELETING_SERVICES,
    ADDING_ENDPOINTS,
    DELETING_ENDPOINTS,
    DELETING_RIGHTS,
    UNREAD_PATHS,
    VARIABLE_ADDRESS;

    /** As it is written in the answers of the administration API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of them, and what it is about. */
  public record Warning(WarningCode code, List<String> about) {
    public Warning {
      about = List.copyOf(about);
    }
  }

  /**
   * The configuration to be saved.
   *
   * @param ignoreWarnings whether somebody has seen the warnings and wants it all the same
   * @throws Fault {@code invalid_request} that names the warnings
   */
  public ServerConfiguration confirmed(boolean ignoreWarnings) {
    if (warnings.isEmpty() || ignoreWarnings) {
      return next;
    }
    throw new Fault(
        FaultCode.INVALID_REQUEST,
        "To be confirmed: "
            + warnings.stream()
                .map(warning -> warning.code().text() + " " + warning.about())
                .collect(Collectors.joining(", ")));
  }
}
