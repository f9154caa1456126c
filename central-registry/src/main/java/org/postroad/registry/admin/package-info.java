// SPDX-License-Identifier: MIT

/**
 * The administration API of the registry: its resources, permissions and audit events; what it
 * shares with security servers is the library's room {@code administration}. Never imports SQL or
 * Netty.
 */
@NullMarked
package org.postroad.registry.admin;

import org.jspecify.annotations.NullMarked;
