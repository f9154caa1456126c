// SPDX-License-Identifier: MIT

/** The administration API of the registry. Never imports SQL or Netty. */
@NullMarked
package org.postroad.registry.admin;

import org.jspecify.annotations.NullMarked;
