// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

/** Who changes something through the administration API, and why; kept with the change. */
public record Actor(String who, String why) {}
