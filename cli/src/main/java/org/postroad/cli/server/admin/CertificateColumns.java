// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;

import org.postroad.cli.administration.Column;

/** What is shown of certificates. */
final class CertificateColumns {
  static final Column[] ROWS = {
    column("fingerprint", "hash"),
    column("subject", "subject_distinguished_name"),
    column("issuer", "issuer_common_name"),
    column("until", "not_after")
  };

  static final Column[] CARD = {
    column("fingerprint", "hash"),
    column("subject", "subject_distinguished_name"),
    column("names", "subject_alternative_names"),
    column("issuer", "issuer_distinguished_name"),
    column("serial", "serial"),
    column("from", "not_before"),
    column("until", "not_after"),
    column("usage", "key_usages"),
    column("key", "public_key_algorithm"),
    column("signature", "signature_algorithm")
  };

  private CertificateColumns() {}
}
