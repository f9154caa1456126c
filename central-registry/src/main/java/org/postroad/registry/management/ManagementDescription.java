// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The WSDL of the management services, as it is published (A31, B08). */
public final class ManagementDescription {
  /** Its name in the resources and on the web. */
  public static final String FILE = "managementservices.wsdl";

  private static final String PLACE = "registry.invalid:4002";

  private ManagementDescription() {}

  /**
   * The document with the address at which the services are offered.
   *
   * @param authority host and port
   */
  public static byte[] at(String authority) {
    return text().replace(PLACE, authority).getBytes(StandardCharsets.UTF_8);
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(ManagementDescription.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + FILE, failure);
    }
  }
}
