// SPDX-License-Identifier: MIT

/**
 * What the administration APIs of both programs share: who may come in, API tokens and roles, the
 * form of bodies, pages and errors, and the audit log. What is administered, which permissions and
 * events there are, and the files, ports and clocks are each program's own and handed in. Needs
 * JAX-RS and Apache CXF, which the library brings to nobody who does not ask for them. Imports
 * {@code dispatch}, {@code identifier}, {@code certificate}, {@code fault} and {@code algorithm}
 * alone.
 */
@NullMarked
package org.postroad.protocol.administration;

import org.jspecify.annotations.NullMarked;
