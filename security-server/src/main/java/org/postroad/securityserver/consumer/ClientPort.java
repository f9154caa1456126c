// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.util.function.Supplier;
import org.postroad.securityserver.conf.VerificationArchive;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.messagelog.DocumentSeal;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.messagelog.SignedDocuments;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ServerExchange;

/**
 * What listens to information systems: REST under {@code /r1/}, the list of clients, the download
 * services, and SOAP everywhere else (A-002, E-044).
 */
public final class ClientPort implements HttpHandler {

  private final ConsumerLine soap;
  private final ConsumerLine rest;
  private final ListClients listClients;
  private final DocumentDownload download;

  private ClientPort(
      ConsumerLine soap, ConsumerLine rest, ListClients listClients, DocumentDownload download) {
    this.soap = soap;
    this.rest = rest;
    this.listClients = listClients;
    this.download = download;
  }

  /** Wires the line for both protocols. */
  public static ClientPort of(
      ExchangeEnvironment environment,
      Outgoing outgoing,
      Admission admission,
      DocumentSeal seal,
      Supplier<VerificationArchive> verificationArchive) {
    ConsumerLine.Stages stages = stages(environment, outgoing, admission);
    return new ClientPort(
        new ConsumerLine(
            CheckMethod.POST_ONLY,
            new ReadSoapRequest(environment.messages()),
            stages,
            FaultReply.SOAP,
            environment),
        new ConsumerLine(
            CheckMethod.ANY,
            new ReadRestRequest(environment.newId()),
            stages,
            FaultReply.REST,
            environment),
        new ListClients(environment),
        new DocumentDownload(
            () -> environment.configuration().get().server(),
            admission,
            new SignedDocuments(environment.log(), seal),
            verificationArchive));
  }

  private static ConsumerLine.Stages stages(
      ExchangeEnvironment environment, Outgoing outgoing, Admission admission) {
    LogMessage logMessage = new LogMessage(environment.log(), Side.CONSUMER);
    return new ConsumerLine.Stages(
        new CheckReady(
            environment.configuration(),
            environment.identities(),
            environment.newId(),
            environment.clock()),
        new AdmitConsumer(admission),
        new LocateProvider(environment.random()),
        new OpenChannel(outgoing, new VerifyPeer(outgoing, environment.clock())),
        new Transmit(
            environment.sendBodies(logMessage),
            environment.signMessage(),
            logMessage,
            environment.random()),
        new ReceiveResponse(environment.spool(), environment.messages().transport()),
        new VerifyResponse(environment.clock()),
        new LogResponse(logMessage),
        new ReturnResponse());
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    RequestHead request = exchange.request();
    if (request.target().startsWith("/r1/")) {
      rest.handle(exchange);
    } else if (listClients.serves(request)) {
      listClients.handle(exchange);
    } else if (download.serves(request)) {
      download.handle(exchange);
    } else {
      soap.handle(exchange);
    }
  }
}
