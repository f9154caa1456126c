// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

/** A group of clients kept by the registry of one instance: {@code INST/GROUP}. */
public record GlobalGroupId(String instance, String groupCode) {

  public GlobalGroupId {
    Identifiers.checked("xRoadInstance", instance);
    Identifiers.checked("groupCode", groupCode);
  }

  /** {@code GLOBALGROUP:INST/GROUP}. */
  public String text() {
    return "GLOBALGROUP:" + this;
  }

  @Override
  public String toString() {
    return instance + '/' + groupCode;
  }
}
