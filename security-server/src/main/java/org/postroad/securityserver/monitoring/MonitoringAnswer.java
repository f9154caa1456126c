// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.Optional;

/**
 * What is answered to a question about this server.
 *
 * @param element for the body, complete with its namespace declarations
 * @param gzip an attachment that the element refers to, by {@link #CONTENT_ID}
 */
public record MonitoringAnswer(byte[] element, Optional<byte[]> gzip) {
  /** Of the attachment (G-019). */
  public static final String CONTENT_ID = OperationalData.CONTENT_ID;

  static MonitoringAnswer of(byte[] element) {
    return new MonitoringAnswer(element, Optional.empty());
  }
}
