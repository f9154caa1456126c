// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;

/**
 * One step of a line: takes what the previous step proved and returns that plus what it learned.
 *
 * <p>A stage refuses by throwing {@link org.postroad.protocol.fault.Fault}; it never answers the
 * caller itself, except the last one of a line.
 */
@FunctionalInterface
public interface Stage<I, O> {
  O apply(I input) throws IOException;
}
