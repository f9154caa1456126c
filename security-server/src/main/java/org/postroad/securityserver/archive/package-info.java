// SPDX-License-Identifier: MIT
/**
 * Archives of the message log: containers of time-stamped records in ZIP files that are chained
 * together by digests, encrypted where asked, and what is removed from the log because an archive
 * has it.
 *
 * <p>What has been archived is known from the journal: an archive counts from the moment an entry
 * there says so, and that entry is written after the file was read back. No archive goes over a
 * network from here, an administrator's command takes it away. This room imports neither database
 * nor {@code net}; the OpenPGP key that signs archives is the only private key it sees.
 */
@NullMarked
package org.postroad.securityserver.archive;

import org.jspecify.annotations.NullMarked;
