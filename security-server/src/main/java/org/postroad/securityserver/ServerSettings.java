// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.util.function.Consumer;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.securityserver.acme.AcmeSettings;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.conf.CostSettings;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.NodeSettings;
import org.postroad.securityserver.consumer.ConsumerSettings;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.health.HealthSettings;
import org.postroad.securityserver.mail.MailSettings;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.monitoring.MonitoringSettings;
import org.postroad.securityserver.monitoring.TracingSettings;
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
 * @param node how this process stands to others that are the same server
 * @param health how it tells how it is
 * @param administration how administrators reach it
 * @param acme how certificates are ordered and renewed without a person
 * @param mail what administrators are told of
 * @param faults how fault codes are written, for information systems and servers that know only one
 *     spelling
 */
public record ServerSettings(
    BodyLimits bodies,
    MessageLimits messages,
    HttpLimits clientPort,
    HttpLimits serverPort,
    NodeSettings node,
    HealthSettings health,
    PeerSettings peers,
    MessageLogOptions log,
    SigningSettings signing,
    FaultSpelling faults,
    DescriptionLimits descriptions,
    ConsumerSettings consumers,
    WitnessSettings witnesses,
    ArchiveSettings archives,
    GlobalConfigurationSettings globalConfiguration,
    CostSettings costs,
    MonitoringSettings monitoring,
    TracingSettings tracing,
    AdministrationSettings administration,
    AcmeSettings acme,
    MailSettings mail) {

  public static final ServerSettings DEFAULT =
      new ServerSettings(
          BodyLimits.DEFAULT,
          MessageLimits.DEFAULT,
          HttpLimits.DEFAULT,
          HttpLimits.AMONG_SERVERS,
          NodeSettings.DEFAULT,
          HealthSettings.DEFAULT,
          PeerSettings.DEFAULT,
          MessageLogOptions.DEFAULT,
          SigningSettings.DEFAULT,
          FaultSpelling.SINCE_7_8,
          DescriptionLimits.DEFAULT,
          ConsumerSettings.DEFAULT,
          WitnessSettings.DEFAULT,
          ArchiveSettings.DEFAULT,
          GlobalConfigurationSettings.DEFAULT,
          CostSettings.DEFAULT,
          MonitoringSettings.DEFAULT,
          TracingSettings.DEFAULT,
          AdministrationSettings.DEFAULT,
          AcmeSettings.DEFAULT,
          MailSettings.DEFAULT);

  public ServerSettings withBodies(BodyLimits limits) {
    return with(change -> change.bodies = limits);
  }

  public ServerSettings withMessages(MessageLimits limits) {
    return with(change -> change.messages = limits);
  }

  public ServerSettings withServerPort(HttpLimits limits) {
    return with(change -> change.serverPort = limits);
  }

  public ServerSettings withNode(NodeSettings settings) {
    return with(change -> change.node = settings);
  }

  public ServerSettings withHealth(HealthSettings settings) {
    return with(change -> change.health = settings);
  }

  public ServerSettings withLog(MessageLogOptions options) {
    return with(change -> change.log = options);
  }

  public ServerSettings withConsumers(ConsumerSettings settings) {
    return with(change -> change.consumers = settings);
  }

  public ServerSettings withWitnesses(WitnessSettings settings) {
    return with(change -> change.witnesses = settings);
  }

  public ServerSettings withArchives(ArchiveSettings settings) {
    return with(change -> change.archives = settings);
  }

  public ServerSettings withGlobalConfiguration(GlobalConfigurationSettings settings) {
    return with(change -> change.globalConfiguration = settings);
  }

  public ServerSettings withAdministration(AdministrationSettings settings) {
    return with(change -> change.administration = settings);
  }

  public ServerSettings withTracing(TracingSettings settings) {
    return with(change -> change.tracing = settings);
  }

  private ServerSettings with(Consumer<Change> change) {
    Change changed = new Change(this);
    change.accept(changed);
    return changed.settings();
  }

  /** A copy while some of its components are replaced. */
  private static final class Change {
    private BodyLimits bodies;
    private MessageLimits messages;
    private HttpLimits clientPort;
    private HttpLimits serverPort;
    private NodeSettings node;
    private HealthSettings health;
    private PeerSettings peers;
    private MessageLogOptions log;
    private SigningSettings signing;
    private FaultSpelling faults;
    private DescriptionLimits descriptions;
    private ConsumerSettings consumers;
    private WitnessSettings witnesses;
    private ArchiveSettings archives;
    private GlobalConfigurationSettings globalConfiguration;
    private CostSettings costs;
    private MonitoringSettings monitoring;
    private TracingSettings tracing;
    private AdministrationSettings administration;
    private AcmeSettings acme;
    private MailSettings mail;

    Change(ServerSettings settings) {
      bodies = settings.bodies;
      messages = settings.messages;
      clientPort = settings.clientPort;
      serverPort = settings.serverPort;
      node = settings.node;
      health = settings.health;
      peers = settings.peers;
      log = settings.log;
      signing = settings.signing;
      faults = settings.faults;
      descriptions = settings.descriptions;
      consumers = settings.consumers;
      witnesses = settings.witnesses;
      archives = settings.archives;
      globalConfiguration = settings.globalConfiguration;
      costs = settings.costs;
      monitoring = settings.monitoring;
      tracing = settings.tracing;
      administration = settings.administration;
      acme = settings.acme;
      mail = settings.mail;
    }

    ServerSettings settings() {
      return new ServerSettings(
          bodies,
          messages,
          clientPort,
          serverPort,
          node,
          health,
          peers,
          log,
          signing,
          faults,
          descriptions,
          consumers,
          witnesses,
          archives,
          globalConfiguration,
          costs,
          monitoring,
          tracing,
          administration,
          acme,
          mail);
    }
  }
}
