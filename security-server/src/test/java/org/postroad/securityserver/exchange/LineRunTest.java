// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.testing.TestInstance;

/** One run of a line: whatever a stage throws becomes one fault, told once and remembered. */
final class LineRunTest {
  private final List<ExchangeRecord> remembered = new ArrayList<>();
  private final List<FaultReport> told = new ArrayList<>();
  private final List<PeerFault> passedOn = new ArrayList<>();
  private final LineRun.Teller teller =
      new LineRun.Teller() {
        @Override
        public void tell(FaultReport report) {
          told.add(report);
        }

        @Override
        public void passOn(PeerFault fault) {
          passedOn.add(fault);
        }
      };

  @Test
  void goodRunIsRememberedAndNobodyIsTold() throws IOException {
    run((_, run) -> run.stage(_ -> "done", "input"));
    assertTrue(remembered.getFirst().succeeded());
    assertEquals(List.of(), told);
  }

  @Test
  void faultOfAStageHasThePrefixOfTheServer() throws IOException {
    run((_, run) -> run.stage(LineRunTest::refuse, FaultCode.UNKNOWN_MEMBER));
    assertEquals(new FaultReport("server.clientproxy.unknown_member", "no", "id"), told.getFirst());
    assertEquals(Optional.of(told.getFirst()), remembered.getFirst().fault());
  }

  @Test
  void mistakeOfTheCallerHasItsPrefixButWhatFailsHereHasNot() throws IOException {
    run((_, run) -> run.stageOfCaller(LineRunTest::refuse, FaultCode.INVALID_SOAP));
    run((_, run) -> run.stageOfCaller(LineRunTest::refuse, FaultCode.INTERNAL_ERROR));
    run((_, run) -> run.stageOfCaller(LineRunTest::refuse, FaultCode.IO_ERROR));
    assertEquals(
        List.of(
            "client.invalid_soap",
            "server.clientproxy.internal_error",
            "server.clientproxy.io_error"),
        told.stream().map(FaultReport::code).toList());
  }

  static Stream<Arguments> connections() {
    return Stream.of(
        Arguments.of(new SocketException("reset"), "network_error", "Connection failed: reset"),
        Arguments.of(new EOFException("cut"), "io_error", "Connection failed: cut"),
        Arguments.of(
            new SocketTimeoutException("the peer sent nothing in time"),
            "io_error",
            "Connection failed: the peer sent nothing in time"),
        Arguments.of(
            new IOException("/secret/file"),
            "io_error",
            "Unexpected failure, see the server's log under id"),
        Arguments.of(
            new UncheckedFailure(),
            "internal_error",
            "Unexpected failure, see the server's log under id"));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void connectionThatFailsIsSaidAndAllElseIsNot(Exception failure, String code, String text)
      throws IOException {
    run((_, _) -> {
      if (failure instanceof IOException io) {
        throw io;
      }
      throw (RuntimeException) failure;
    });
    assertEquals(new FaultReport("server.clientproxy." + code, text, "id"), told.getFirst());
  }

  @Test
  void faultFromElsewhereIsPassedOn() throws IOException {
    PeerFault fault = new PeerFault(new FaultReport("server.x", "t", "d"), new byte[0]);
    run((_, _) -> {
      throw fault;
    });
    assertEquals(List.of(fault), passedOn);
    assertEquals(Optional.of(fault.report()), remembered.getFirst().fault());
  }

  @Test
  void everythingHeldIsGivenBackBeforeTheCallerIsTold() throws IOException {
    List<String> order = new ArrayList<>();
    LineRun.Teller listening =
        new LineRun.Teller() {
          @Override
          public void tell(FaultReport report) {
            order.add("told");
          }

          @Override
          public void passOn(PeerFault fault) {
            order.add("passed on");
          }
        };
    new LineRun(Side.PROVIDER, environment(FaultSpelling.SINCE_7_8))
        .execute(
            (scope, run) -> {
              scope.hold(() -> order.add("given back"));
              run.stage(LineRunTest::refuse, FaultCode.ACCESS_DENIED);
            },
            listening);
    assertEquals(List.of("given back", "told"), order);
  }

  @Test
  void exchangeIsRememberedWhenTheCallerIsGone() {
    LineRun.Teller gone =
        new LineRun.Teller() {
          @Override
          public void tell(FaultReport report) throws IOException {
            throw new SocketException("gone");
          }

          @Override
          public void passOn(PeerFault fault) throws IOException {
            throw new SocketException("gone");
          }
        };
    LineRun line = new LineRun(Side.CONSUMER, environment(FaultSpelling.SINCE_7_8));
    assertThrows(
        SocketException.class,
        () ->
            line.execute(
                (_, run) -> run.stage(LineRunTest::refuse, FaultCode.ACCESS_DENIED), gone));
    assertEquals(1, remembered.size());
    assertFalse(remembered.getFirst().succeeded());
  }

  /** A fault of a peer keeps the spelling it came in, whatever the setting. */
  @Test
  void codesAreSpelledAsTheSettingSays() throws IOException {
    LineRun.Line refused = (_, run) -> run.stage(LineRunTest::refuse, FaultCode.UNKNOWN_MEMBER);
    LineRun.Line broken =
        (_, _) -> {
          throw new java.io.EOFException("gone");
        };
    PeerFault ofPeer = new PeerFault(new FaultReport("Server.X", "text", "id"), new byte[0]);
    LineRun.Line refusedElsewhere =
        (_, _) -> {
          throw ofPeer;
        };
    for (LineRun.Line line : List.of(refused, broken, refusedElsewhere)) {
      new LineRun(Side.PROVIDER, environment(FaultSpelling.UP_TO_7_7)).execute(line, teller);
    }
    assertEquals(
        List.of("Server.ServerProxy.UnknownMember", "Server.ServerProxy.IOError"),
        told.stream().map(FaultReport::code).toList());
    assertEquals(List.of(ofPeer), passedOn);
  }

  @Test
  void otherServerIsRememberedByTheAddressUsed() throws IOException {
    var address = java.net.InetSocketAddress.createUnresolved("provider.test", 5500);
    run((_, run) -> run.isWith(address));
    run((_, _) -> {});
    assertEquals(Optional.of(address), remembered.getFirst().peer());
    assertEquals(Optional.empty(), remembered.getLast().peer());
  }

  private static String refuse(FaultCode code) {
    throw new Fault(code, "no");
  }

  private void run(LineRun.Line line) throws IOException {
    new LineRun(Side.CONSUMER, environment(FaultSpelling.SINCE_7_8)).execute(line, teller);
  }

  private ExchangeEnvironment environment(FaultSpelling spelling) {
    return new ExchangeEnvironment(
        () -> {
          throw new IllegalStateException("not asked for");
        },
        mock(SigningIdentities.class),
        mock(SignMessage.class),
        mock(MessageLog.class),
        new BodySpool(Path.of("/nowhere"), BodyLimits.DEFAULT),
        MessageLimits.DEFAULT,
        () -> "id",
        RandomGenerator.getDefault(),
        spelling,
        remembered::add,
        TestInstance.CLOCK);
  }

  private static final class UncheckedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
