// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.time.Instant;

/** One accepted change: its place, when, by whom and why. */
public record JournalEntry(long sequence, Instant time, String who, String why, Change change) {}
