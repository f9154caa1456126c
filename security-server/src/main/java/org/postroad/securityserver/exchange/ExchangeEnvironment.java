// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * What both lines of one server work with.
 *
 * @param configuration gives the snapshot that is current, or refuses with {@code
 *     global_conf_outdated} when it has expired; a line takes it once
 * @param messages how much of one message is taken
 * @param newId gives a fresh random UUID
 * @param faults how fault codes are written towards information systems and other servers
 * @param monitor is told of every exchange when it has ended
 */
public record ExchangeEnvironment(
    Supplier<Configuration> configuration,
    SigningIdentities identities,
    SignMessage signMessage,
    MessageLog log,
    BodySpool spool,
    MessageLimits messages,
    Supplier<String> newId,
    RandomGenerator random,
    FaultSpelling faults,
    Consumer<ExchangeRecord> monitor,
    Clock clock) {

  /** For messages that go to another security server. */
  public SendBodies sendBodies(LogMessage logMessage) {
    return new SendBodies(spool, logMessage::loggableBytes, messages.attachments());
  }
}
