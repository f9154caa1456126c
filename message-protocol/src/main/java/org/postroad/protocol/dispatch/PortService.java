// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

/** What stands behind a port. Safe for several threads at once. */
public interface PortService {

  /** Answers a request; called on a virtual thread, throws nothing. */
  PortReply answer(PortRequest request);

  /**
   * What is said to a request that the port itself refuses: malformed (400), too large (413), too
   * many of them (429). Called on the event loop.
   */
  PortReply refuse(PortHead head, int status);
}
