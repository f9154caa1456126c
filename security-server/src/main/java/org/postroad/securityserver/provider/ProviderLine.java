// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.IOException;
import org.postroad.protocol.message.RestRequest;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.LineRun;
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.service.Destination;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.postroad.securityserver.service.Metaservices;
import org.postroad.securityserver.service.MonitoringServices;

/**
 * The line from another security server to the service and back. SOAP and REST take the same line.
 *
 * <p>Order is visible in {@link #run}; a refusal of any stage ends it and becomes a SOAP fault, for
 * REST too (B-057).
 */
public final class ProviderLine implements HttpHandler {

  /** The stages in the order they run. */
  record Stages(
      OpenTransport openTransport,
      AuthenticatePeer authenticatePeer,
      ReceiveParts receiveParts,
      AuthorizeRequest authorizeRequest,
      VerifyRequest verifyRequest,
      LogRequest logRequest,
      CallService callService,
      BindResponse bindResponse,
      ReturnTransport returnTransport) {}

  private final Stages stages;
  private final ExchangeEnvironment environment;

  private ProviderLine(Stages stages, ExchangeEnvironment environment) {
    this.stages = stages;
    this.environment = environment;
  }

  /** Wires the line. */
  public static ProviderLine of(
      ExchangeEnvironment environment,
      PeerSettings peers,
      HttpServiceCaller services,
      Metaservices metaservices,
      MonitoringServices monitoring) {
    LogMessage logMessage = new LogMessage(environment.log(), Side.PROVIDER);
    Stages stages =
        new Stages(
            new OpenTransport(
                environment.configuration(),
                environment.messages().transport(),
                peers.leastVersion()),
            new AuthenticatePeer(environment.identities(), environment.clock()),
            new ReceiveParts(environment.spool()),
            new AuthorizeRequest(),
            new VerifyRequest(environment.clock()),
            new LogRequest(logMessage),
            new CallService(services, metaservices, monitoring),
            new BindResponse(),
            new ReturnTransport(
                environment.sendBodies(logMessage), environment.signMessage(), logMessage));
    return new ProviderLine(stages, environment);
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    TransportReply reply = new TransportReply(exchange, environment.random());
    new LineRun(Side.PROVIDER, environment)
        .execute((scope, run) -> run(new Arrival(exchange, scope, reply), run), reply);
  }

  private void run(Arrival arrival, LineRun line) throws IOException {
    line.isWith(arrival.exchange().remoteAddress());
    Opened opened = line.stage(stages.openTransport, arrival);
    line.isKnownAs(opened.requestId());
    line.isAbout(opened.message());
    Authenticated authenticated = line.stage(stages.authenticatePeer, opened);
    Received received = line.stage(stages.receiveParts, authenticated);
    line.hasCarried(opened.message(), received.parts());
    Authorized authorized = line.stage(stages.authorizeRequest, received);
    Verified verified = line.stage(stages.verifyRequest, authorized);
    Logged logged = line.stage(stages.logRequest, verified);
    if (opened.message() instanceof RestRequest) {
      arrival.reply().answerInParts();
    }
    Served served = serve(logged, line);
    Bound bound = line.stage(stages.bindResponse, served);
    line.responseLeaves();
    Returned returned = line.stage(stages.returnTransport, bound);
    line.isAnsweredBy(returned.message(), returned.parts());
  }

  /** What this server answers itself leaves it for nowhere (G-008). */
  private Served serve(Logged logged, LineRun line) throws IOException {
    if (!(logged.destination() instanceof Destination.HttpService)) {
      return line.stage(stages.callService, logged);
    }
    line.requestLeaves();
    Served served = line.stage(stages.callService, logged);
    line.responseCame();
    return served;
  }
}
