// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

/** Who changes something through the administration API, and why; kept with the change. */
public record Actor(String who, String why) {}
