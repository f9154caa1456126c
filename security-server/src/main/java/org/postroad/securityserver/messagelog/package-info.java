// SPDX-License-Identifier: MIT

/** Appends, time-stamps, archives, searches and proves. The only room with SQL for messages. */
@NullMarked
package org.postroad.securityserver.messagelog;

import org.jspecify.annotations.NullMarked;
