// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

/** A request that our reader and CXF have read alike, and that the contract has. */
record Agreed(Checked checked) {}
