// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What a service answers. That it breaks off is told apart from a security server that takes no
 * more: the one is a fault that the other is told.
 */
final class ServiceStream extends InputStream {

  private final InputStream in;
  private final UnaryOperator<Fault> asSeen;

  /**
   * @param asSeen gives a fault the codes of the protocol
   */
  ServiceStream(InputStream in, UnaryOperator<Fault> asSeen) {
    this.in = in;
    this.asSeen = asSeen;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private Fault brokenOff(IOException e) {
    return asSeen.apply(
        new Fault(
            FaultCode.NETWORK_ERROR, "The service broke off its response: " + e.getMessage(), e));
  }
}
