// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

/**
 * What becomes of one parameter; its names are part of what users rely on.
 *
 * @param parameter {@code proxy.client-http-port}
 * @param value there; what a secret is, is not told
 * @param place the file and line that says it
 * @param key of {@code server.yaml} that says it here, if one does
 * @param remark what the value is here, why none is needed, or what to look at
 */
public record Fate(
    String parameter, String value, String place, Kind kind, String key, String remark) {

  /** Whether somebody has to do something. */
  public enum Kind {
    TRANSLATED,
    NOT_NEEDED,
    LOOK_AT,
    UNKNOWN
  }
}
