// SPDX-License-Identifier: MIT

/**
 * Where an accepted request may go: an HTTP service, a metaservice, a monitoring service; service
 * descriptions. Never imports a line.
 */
@NullMarked
package org.postroad.securityserver.service;

import org.jspecify.annotations.NullMarked;
