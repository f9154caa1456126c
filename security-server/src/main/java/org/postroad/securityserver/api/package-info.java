// SPDX-License-Identifier: MIT

/**
 * The administration API of a security server: its resources, permissions, audit events, tokens and
 * the port they are served at. What it shares with a registry is the library's room {@code
 * administration}. Never imports SQL or Netty, nor the lines of messages.
 */
@NullMarked
package org.postroad.securityserver.api;

import org.jspecify.annotations.NullMarked;
