// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.time.Duration;

/** How long one stage of one exchange took. */
public record StageTime(String stage, Duration duration) {}
