// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.time.Instant;

/** The change that was accepted: its number in the journal, when, by whom and why. */
public record Accepted(long entry, Instant time, String who, String why) {}
