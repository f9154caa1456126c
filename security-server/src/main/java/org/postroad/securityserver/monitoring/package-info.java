// SPDX-License-Identifier: MIT

/** Operational records, health and meters. Sits around the stages; no stage imports it. */
@NullMarked
package org.postroad.securityserver.monitoring;

import org.jspecify.annotations.NullMarked;
