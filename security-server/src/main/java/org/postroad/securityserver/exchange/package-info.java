// SPDX-License-Identifier: MIT

/**
 * The record of one exchange, its timing by stage, and the stages that both lines share. Never
 * imports a line.
 */
@NullMarked
package org.postroad.securityserver.exchange;

import org.jspecify.annotations.NullMarked;
