// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.exchange.StageTimer;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line from an information system to the provider's security server and back, for one protocol.
 *
 * <p>Order is visible in {@link #run}; every refusal becomes the fault of the protocol in {@link
 * #handle} and nowhere else.
 */
final class ConsumerLine implements HttpHandler {

  /** The stages of this line, all but the first two shared by SOAP and REST. */
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

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLine.class);

  private final Stage<Ready, Received> readRequest;
  private final Stages stages;
  private final FaultReply faultReply;
  private final ExchangeEnvironment environment;

  ConsumerLine(
      Stage<Ready, Received> readRequest,
      Stages stages,
      FaultReply faultReply,
      ExchangeEnvironment environment) {
    this.readRequest = readRequest;
    this.stages = stages;
    this.faultReply = faultReply;
    this.environment = environment;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    Attempt attempt = new Attempt(environment.clock().instant());
    Optional<FaultReport> fault = Optional.empty();
    try (Scope scope = new Scope()) {
      run(new Arrival(exchange, scope), attempt);
    } catch (PeerFault e) {
      fault = Optional.of(e.report());
      tell(exchange, () -> faultReply.passOn(exchange, e));
    } catch (Fault e) {
      fault = Optional.of(e.at(attempt.origin, environment.newId().get()));
      tell(exchange, fault.get());
    } catch (IOException e) {
      fault = Optional.of(unexpected(e, FaultCode.IO_ERROR));
      tell(exchange, fault.get());
    } catch (RuntimeException e) {
      fault = Optional.of(unexpected(e, FaultCode.INTERNAL_ERROR));
      tell(exchange, fault.get());
    }
    environment.monitor().accept(attempt.record(fault, environment.clock().instant()));
  }

  private void tell(ServerExchange exchange, FaultReport report) throws IOException {
    tell(exchange, () -> faultReply.send(exchange, report));
  }

  /** Answers, or cuts a response that has already begun, so that it is seen to be incomplete. */
  private static void tell(ServerExchange exchange, Answer answer) throws IOException {
    if (exchange.hasResponded()) {
      exchange.abort();
    } else {
      answer.send();
    }
  }

  @FunctionalInterface
  private interface Answer {
    void send() throws IOException;
  }

  private void run(Arrival arrival, Attempt attempt) throws IOException {
    StageTimer timer = attempt.timer;
    Ready ready = timer.run(stages.checkReady, arrival);
    attempt.origin = Origin.CLIENT;
    Received received = timer.run(readRequest, ready);
    attempt.origin = Origin.CONSUMER;
    attempt.request = Optional.of(received.message());
    Admitted admitted = timer.run(stages.admitConsumer, received);
    Routed routed = timer.run(stages.locateProvider, admitted);
    Connected connected = timer.run(stages.openChannel, routed);
    Transmitted transmitted = timer.run(stages.transmit, connected);
    Responded responded = timer.run(stages.receiveResponse, transmitted);
    Verified verified = timer.run(stages.verifyResponse, responded);
    Logged logged = timer.run(stages.logResponse, verified);
    timer.run(stages.returnResponse, logged);
  }

  private FaultReport unexpected(Exception cause, FaultCode code) {
    String id = environment.newId().get();
    LOG.error("Exchange {} failed", id, cause);
    return new Fault(code, "Unexpected failure, see the server's log under " + id)
        .at(Origin.CONSUMER, id);
  }

  /** How far one run came; written by the line's own thread only. */
  private static final class Attempt {

    private final Instant start;
    private final StageTimer timer = new StageTimer();
    private Origin origin = Origin.CONSUMER;
    private Optional<Message> request = Optional.empty();

    Attempt(Instant start) {
      this.start = start;
    }

    ExchangeRecord record(Optional<FaultReport> fault, Instant end) {
      return new ExchangeRecord(
          Side.CONSUMER, start, Duration.between(start, end), request, fault, timer.times());
    }
  }
}
