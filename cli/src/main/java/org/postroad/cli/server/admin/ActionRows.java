// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Values;

/** What can be done with something now. */
final class ActionRows {
  static final Shape SHAPE = Shape.rows(new Column("action", Values::text));

  private ActionRows() {}
}
