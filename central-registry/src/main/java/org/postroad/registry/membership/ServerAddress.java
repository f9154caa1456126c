// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.net.IDN;
import java.net.InetAddress;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Where a security server is reached: an IP address or a domain name, never a port (B30). */
public final class ServerAddress {
  private static final int LONGEST = 253;

  private ServerAddress() {}

  /** Refuses anything else. */
  public static void require(String address) {
    if (address.length() > LONGEST || !(isLiteral(address) || isDomain(address))) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "Address '" + address + "', expected an IP address or a domain name");
    }
  }

  private static boolean isLiteral(String address) {
    boolean version6 = address.indexOf(':') >= 0;
    boolean spelled =
        address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.')
            && (version6 || address.chars().filter(c -> c == '.').count() == 3);
    try {
      return spelled && !InetAddress.ofLiteral(address).isAnyLocalAddress();
    } catch (IllegalArgumentException noLiteral) {
      return false;
    }
  }

  private static boolean isDomain(String address) {
    String ascii;
    try {
      ascii = IDN.toASCII(address, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException noDomain) {
      return false;
    }
    String last = ascii.substring(ascii.lastIndexOf('.') + 1);
    return !last.isEmpty() && !last.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
