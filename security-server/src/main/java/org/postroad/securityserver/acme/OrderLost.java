// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

/** An order that nothing comes of any more: another one has to be made. */
final class OrderLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OrderLost(String why) {
    super(why);
  }
}
