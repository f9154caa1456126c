// SPDX-License-Identifier: MIT
/**
 * Where an accepted request may go, how a service is called, and descriptions of services: added,
 * read again, handed on. Must never import a line or Netty.
 */
@NullMarked
package org.postroad.securityserver.service;

import org.jspecify.annotations.NullMarked;
