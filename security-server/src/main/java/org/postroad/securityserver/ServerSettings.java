// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.messagelog.MessageLogOptions;

/**
 * What an administrator decides about one process, beside what the server knows: limits, time-outs
 * and modes, each room's in a record of its own.
 */
public record ServerSettings(BodyLimits bodies, PeerSettings peers, MessageLogOptions log) {

  public static final ServerSettings DEFAULT =
      new ServerSettings(BodyLimits.DEFAULT, PeerSettings.DEFAULT, MessageLogOptions.DEFAULT);
}
