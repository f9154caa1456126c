// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.consumer.ConsumerSettings;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.service.DescriptionLimits;
import org.postroad.securityserver.signer.SigningSettings;
import org.postroad.securityserver.witness.WitnessSettings;

/**
 * What an administrator decides about one process, beside what the server knows: limits, time-outs
 * and modes, each room's in a record of its own.
 *
 * @param clientPort of connections with information systems that call
 * @param serverPort of connections with security servers that call
 * @param faults how fault codes are written, for information systems and servers that know only one
 *     spelling
 */
public record ServerSettings(
    BodyLimits bodies,
    MessageLimits messages,
    HttpLimits clientPort,
    HttpLimits serverPort,
    PeerSettings peers,
    MessageLogOptions log,
    SigningSettings signing,
    FaultSpelling faults,
    DescriptionLimits descriptions,
    ConsumerSettings consumers,
    WitnessSettings witnesses,
    ArchiveSettings archives,
    GlobalConfigurationSettings globalConfiguration) {

  public static final ServerSettings DEFAULT =
      new ServerSettings(
          BodyLimits.DEFAULT,
          MessageLimits.DEFAULT,
          HttpLimits.DEFAULT,
          HttpLimits.AMONG_SERVERS,
          PeerSettings.DEFAULT,
          MessageLogOptions.DEFAULT,
          SigningSettings.DEFAULT,
          FaultSpelling.SINCE_7_8,
          DescriptionLimits.DEFAULT,
          ConsumerSettings.DEFAULT,
          WitnessSettings.DEFAULT,
          ArchiveSettings.DEFAULT,
          GlobalConfigurationSettings.DEFAULT);

  public ServerSettings withBodies(BodyLimits limits) {
    return new ServerSettings(
        limits,
        messages,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        consumers,
        witnesses,
        archives,
        globalConfiguration);
  }

  public ServerSettings withMessages(MessageLimits limits) {
    return new ServerSettings(
        bodies,
        limits,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        consumers,
        witnesses,
        archives,
        globalConfiguration);
  }

  public ServerSettings withLog(MessageLogOptions options) {
    return new ServerSettings(
        bodies,
        messages,
        clientPort,
        serverPort,
        peers,
        options,
        signing,
        faults,
        descriptions,
        consumers,
        witnesses,
        archives,
        globalConfiguration);
  }

  public ServerSettings withConsumers(ConsumerSettings settings) {
    return new ServerSettings(
        bodies,
        messages,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        settings,
        witnesses,
        archives,
        globalConfiguration);
  }

  public ServerSettings withWitnesses(WitnessSettings settings) {
    return new ServerSettings(
        bodies,
        messages,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        consumers,
        settings,
        archives,
        globalConfiguration);
  }

  public ServerSettings withArchives(ArchiveSettings settings) {
    return new ServerSettings(
        bodies,
        messages,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        consumers,
        witnesses,
        settings,
        globalConfiguration);
  }

  public ServerSettings withGlobalConfiguration(GlobalConfigurationSettings settings) {
    return new ServerSettings(
        bodies,
        messages,
        clientPort,
        serverPort,
        peers,
        log,
        signing,
        faults,
        descriptions,
        consumers,
        witnesses,
        archives,
        settings);
  }
}
