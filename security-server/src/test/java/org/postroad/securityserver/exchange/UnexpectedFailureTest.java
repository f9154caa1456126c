// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.FaultCode;

/** */
final class UnexpectedFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("x"), FaultCode.UNKNOWN_HOST),
        Arguments.of(new SocketException("x"), FaultCode.NETWORK_ERROR),
        Arguments.of(new ConnectException("x"), FaultCode.NETWORK_ERROR),
        Arguments.of(new NoRouteToHostException("x"), FaultCode.NETWORK_ERROR),
        Arguments.of(new MalformedURLException("x"), FaultCode.NETWORK_ERROR),
        Arguments.of(new URISyntaxException("x", "y"), FaultCode.NETWORK_ERROR),
        Arguments.of(new SocketTimeoutException("x"), FaultCode.IO_ERROR),
        Arguments.of(new EOFException("x"), FaultCode.IO_ERROR),
        Arguments.of(new IOException("x"), FaultCode.IO_ERROR),
        Arguments.of(new CertificateExpiredException("x"), FaultCode.INCORRECT_CERTIFICATE),
        Arguments.of(new IllegalStateException("x"), FaultCode.INTERNAL_ERROR));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachKindHasItsCode(Exception failure, FaultCode code) {
    assertEquals(code, UnexpectedFailure.code(failure));
  }

  @Test
  void onlyWhatHappenedToAConnectionIsToldToTheOtherEnd() {
    for (Exception told :
        List.of(
            new SocketTimeoutException("nothing came"),
            new EOFException("ended early"),
            new ConnectException("refused"),
            new UnknownHostException("nobody.invalid"))) {
      assertTrue(UnexpectedFailure.isOfAConnection(told), told.toString());
    }
    for (Exception kept :
        List.of(
            new FileNotFoundException("/etc/secret (denied)"),
            new IllegalStateException("internals"))) {
      assertFalse(UnexpectedFailure.isOfAConnection(kept), kept.toString());
    }
  }
}
