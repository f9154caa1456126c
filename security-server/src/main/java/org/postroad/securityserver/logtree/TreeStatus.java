// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import java.util.Optional;
import org.postroad.protocol.transparency.SignedNote;

/**
 * How the tree of a log is doing.
 *
 * @param leaves how many records are in it
 * @param checkpoint the newest, with the signatures it has so far
 * @param stamped the checkpoint that was time-stamped last since this start
 * @param opening while it is taken up from the disk after a start, which is no failure
 * @param failure why the tree does not grow, while it does not
 */
public record TreeStatus(
    long leaves,
    Optional<SignedNote> checkpoint,
    Optional<CheckpointEntry> stamped,
    boolean opening,
    Optional<String> failure) {}
