// SPDX-License-Identifier: MIT

/**
 * Backups: files with whose they are, the OpenPGP message that encrypts and signs them, the folder
 * they lie in, and the two steps of a restore. The one room of the library with files, for the two
 * programs that keep backups. Never imports databases or what is backed up.
 */
@NullMarked
package org.postroad.protocol.backup;

import org.jspecify.annotations.NullMarked;
