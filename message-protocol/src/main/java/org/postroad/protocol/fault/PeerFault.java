// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

/** A fault that the peer or the service sent; it is passed on as it came, without a prefix. */
public final class PeerFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient FaultReport report;
  private final transient byte[] original;

  /**
   * @param original the SOAP envelope as received, not to be written to
   */
  public PeerFault(FaultReport report, byte[] original) {
    super(report.code() + ": " + report.text());
    this.report = report;
    this.original = original;
  }

  public FaultReport report() {
    return report;
  }

  public byte[] original() {
    return original;
  }
}
