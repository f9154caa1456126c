// SPDX-License-Identifier: MIT

/** The administration API. Never on the message path. */
@NullMarked
package org.postroad.securityserver.admin;

import org.jspecify.annotations.NullMarked;
