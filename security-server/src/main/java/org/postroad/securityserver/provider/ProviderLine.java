// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

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
import org.postroad.securityserver.exchange.LogMessage;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.exchange.StageTimer;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.service.HttpServiceCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line from another security server to the service and back. SOAP and REST take the same line.
 *
 * <p>Order is visible in {@link #run}; every refusal becomes a SOAP fault in {@link #handle} and
 * nowhere else (B-057).
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

  private static final Logger LOG = LoggerFactory.getLogger(ProviderLine.class);

  private final Stages stages;
  private final ExchangeEnvironment environment;

  private ProviderLine(Stages stages, ExchangeEnvironment environment) {
    this.stages = stages;
    this.environment = environment;
  }

  /** Wires the line. */
  public static ProviderLine of(ExchangeEnvironment environment, HttpServiceCaller services) {
    LogMessage logMessage = new LogMessage(environment.log(), Side.PROVIDER);
    Stages stages =
        new Stages(
            new OpenTransport(environment.configuration()),
            new AuthenticatePeer(environment.clock()),
            new ReceiveParts(environment.spool()),
            new AuthorizeRequest(),
            new VerifyRequest(environment.clock()),
            new LogRequest(logMessage),
            new CallService(services),
            new BindResponse(),
            new ReturnTransport(
                environment.spool(),
                environment.loggable(),
                environment.signMessage(),
                logMessage));
    return new ProviderLine(stages, environment);
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    Attempt attempt = new Attempt(environment.clock().instant());
    TransportReply reply = new TransportReply(exchange, environment.random());
    Optional<FaultReport> fault = Optional.empty();
    try (Scope scope = new Scope()) {
      run(new Arrival(exchange, scope, reply), attempt);
    } catch (PeerFault e) {
      fault = Optional.of(e.report());
      reply.fault(e.original());
    } catch (Fault e) {
      fault = Optional.of(e.at(Origin.PROVIDER, environment.newId().get()));
      reply.fault(fault.get());
    } catch (IOException e) {
      fault = Optional.of(unexpected(e, FaultCode.IO_ERROR));
      reply.fault(fault.get());
    } catch (RuntimeException e) {
      fault = Optional.of(unexpected(e, FaultCode.INTERNAL_ERROR));
      reply.fault(fault.get());
    }
    environment.monitor().accept(attempt.record(fault, environment.clock().instant()));
  }

  private void run(Arrival arrival, Attempt attempt) throws IOException {
    StageTimer timer = attempt.timer;
    Opened opened = timer.run(stages.openTransport, arrival);
    attempt.request = Optional.of(opened.message());
    Authenticated authenticated = timer.run(stages.authenticatePeer, opened);
    Received received = timer.run(stages.receiveParts, authenticated);
    Authorized authorized = timer.run(stages.authorizeRequest, received);
    Verified verified = timer.run(stages.verifyRequest, authorized);
    Logged logged = timer.run(stages.logRequest, verified);
    Served served = timer.run(stages.callService, logged);
    Bound bound = timer.run(stages.bindResponse, served);
    timer.run(stages.returnTransport, bound);
  }

  private FaultReport unexpected(Exception cause, FaultCode code) {
    String id = environment.newId().get();
    LOG.error("Exchange {} failed", id, cause);
    return new Fault(code, "Unexpected failure, see the server's log under " + id)
        .at(Origin.PROVIDER, id);
  }

  /** How far one run came; written by the line's own thread only. */
  private static final class Attempt {

    private final Instant start;
    private final StageTimer timer = new StageTimer();
    private Optional<Message> request = Optional.empty();

    Attempt(Instant start) {
      this.start = start;
    }

    ExchangeRecord record(Optional<FaultReport> fault, Instant end) {
      return new ExchangeRecord(
          Side.PROVIDER, start, Duration.between(start, end), request, fault, timer.times());
    }
  }
}
