// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.nio.file.Path;
import java.util.Optional;

/**
 * With which OpenPGP keys archives are encrypted and signed (E-030). Key files are those that
 * {@code gpg --export} and {@code gpg --export-secret-keys} write, armored or not.
 *
 * @param signingKey file with the secret key of this server, readable by its owner alone; archives
 *     are also encrypted to it where nothing else is said
 * @param passphrase file with the passphrase of that key, readable by its owner alone
 * @param publicKeys file with public keys, or directory of such files
 * @param defaultKey which of the public keys is used for groups that {@code memberKeys} does not
 *     name, in the words of {@link OpenPgpKeys}
 * @param memberKeys file that names keys of members, see {@link MemberKeys}; read anew for each
 *     archive
 */
public record ArchiveEncryption(
    Path signingKey,
    Optional<Path> passphrase,
    Optional<Path> publicKeys,
    Optional<String> defaultKey,
    Optional<Path> memberKeys) {}
