// SPDX-License-Identifier: MIT

/**
 * Backups as bytes: files with whose they are, and the OpenPGP message that encrypts and signs
 * them. Never imports files, databases or what is backed up.
 */
@NullMarked
package org.postroad.protocol.backup;

import org.jspecify.annotations.NullMarked;
