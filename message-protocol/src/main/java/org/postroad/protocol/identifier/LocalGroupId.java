// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

/** A group of clients kept on one security server: {@code GROUP}. */
public record LocalGroupId(String groupCode) {

  public LocalGroupId {
    Identifiers.checked("groupCode", groupCode);
  }

  /** {@code LOCALGROUP:GROUP}. */
  public String text() {
    return "LOCALGROUP:" + this;
  }

  @Override
  public String toString() {
    return groupCode;
  }
}
