// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.LineRun;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;

/**
 * The line from an information system to the provider's security server and back, for one protocol.
 *
 * <p>Order is visible in {@link #run}; a refusal of any stage ends it and becomes the fault of the
 * protocol.
 */
final class ConsumerLine implements HttpHandler {

  /** The stages of this line, those shared by SOAP and REST. */
  record Stages(
      CheckReady checkReady,
      AdmitConsumer admitConsumer,
      LocateProvider locateProvider,
      OpenChannel openChannel,
      Transmit transmit,
      ReceiveResponse receiveResponse,
      VerifyResponse verifyResponse,
      LogResponse logResponse,
      ReturnResponse returnResponse) {}

  private final CheckMethod checkMethod;
  private final Stage<Ready, Received> readRequest;
  private final Stages stages;
  private final FaultReply faultReply;
  private final ExchangeEnvironment environment;

  ConsumerLine(
      CheckMethod checkMethod,
      Stage<Ready, Received> readRequest,
      Stages stages,
      FaultReply faultReply,
      ExchangeEnvironment environment) {
    this.checkMethod = checkMethod;
    this.readRequest = readRequest;
    this.stages = stages;
    this.faultReply = faultReply;
    this.environment = environment;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    new LineRun(Side.CONSUMER, environment)
        .execute(
            (scope, run) -> run(new Arrival(exchange, scope), run), faultReply.teller(exchange));
  }

  private void run(Arrival arrived, LineRun line) throws IOException {
    Arrival arrival = line.stageOfCaller(checkMethod, arrived);
    Ready ready = line.stage(stages.checkReady, arrival);
    line.isKnownAs(ready.requestId());
    Received received = line.stageOfCaller(readRequest, ready);
    line.isAbout(received.message());
    Admitted admitted = line.stage(stages.admitConsumer, received);
    Routed routed = line.stage(stages.locateProvider, admitted);
    Connected connected = line.stage(stages.openChannel, routed);
    line.isWith(connected.connection().candidate());
    line.requestLeaves();
    Transmitted transmitted = line.stage(stages.transmit, connected);
    line.hasCarried(received.message(), transmitted.parts());
    Responded responded = line.stage(stages.receiveResponse, transmitted);
    line.responseCame();
    line.isAnsweredBy(responded.message(), responded.parts());
    Verified verified = line.stage(stages.verifyResponse, responded);
    Logged logged = line.stage(stages.logResponse, verified);
    line.responseLeaves();
    line.stage(stages.returnResponse, logged);
  }
}
