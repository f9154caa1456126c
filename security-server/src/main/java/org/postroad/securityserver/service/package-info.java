// SPDX-License-Identifier: MIT
/**
 * Where an accepted request may go, and how a service is called. Must never import a line or Netty.
 */
@NullMarked
package org.postroad.securityserver.service;

import org.jspecify.annotations.NullMarked;
