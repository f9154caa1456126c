// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.net.HttpViolation;

/**
 * What the caller of a line is told of an exception nobody turned into a fault. Faults of
 * messages (XML, SOAP, MIME) have their codes from where they are found; a database is not asked
 * during an exchange.
 */
final class UnexpectedFailure {

  private UnexpectedFailure() {}

  static FaultCode code(Exception failure) {
    return switch (failure) {
      case UnknownHostException _ -> FaultCode.UNKNOWN_HOST;
      case SocketException _, MalformedURLException _ -> FaultCode.NETWORK_ERROR;
      case IOException _ -> FaultCode.IO_ERROR;
      case URISyntaxException _ -> FaultCode.NETWORK_ERROR;
      case CertificateException _ -> FaultCode.INCORRECT_CERTIFICATE;
      default -> FaultCode.INTERNAL_ERROR;
    };
  }

  /** Whether it is the other end's doing or the way's there, and tells nothing of this server. */
  static boolean isOfAConnection(Exception failure) {
    return switch (failure) {
      case UnknownHostException _, SocketException _, SocketTimeoutException _ -> true;
      case EOFException _, HttpViolation _ -> true;
      default -> false;
    };
  }
}
