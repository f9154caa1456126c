// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

/** A request that is on disk; of a dry run nothing is, and its id is 0 (B41). */
record Journaled(Agreed agreed, long requestId) {}
