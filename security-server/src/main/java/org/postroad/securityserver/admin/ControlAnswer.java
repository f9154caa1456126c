// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import tools.jackson.databind.JsonNode;

/**
 * One of the messages that the server answers with; the last is {@code DONE} or {@code REFUSED}:
 *
 * <pre>
 * {"kind":"PROGRESS","value":{"doing":"exporting","done":17,"total":100}}
 * {"kind":"DONE","value":100}
 * </pre>
 */
record ControlAnswer(Kind kind, JsonNode value) {

  enum Kind {
    /** How far the work has come. */
    PROGRESS,
    /** One of several results. */
    ITEM,
    /** The name of a file whose bytes follow. */
    FILE,
    /** The next bytes of the file, in base64. */
    BYTES,
    /** The result, and the end. */
    DONE,
    /** Why there is none, as a text, and the end. */
    REFUSED
  }

  record Progress(String doing, long done, long total) {}
}
