// SPDX-License-Identifier: MIT
/** Waits of virtual threads that must end some day. Knows nothing of what is waited for. */
@NullMarked
package org.postroad.securityserver.waiting;

import org.jspecify.annotations.NullMarked;
