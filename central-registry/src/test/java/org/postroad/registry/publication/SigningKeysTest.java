// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;
import static org.postroad.registry.publication.ConfigurationSource.EXTERNAL;
import static org.postroad.registry.publication.ConfigurationSource.INTERNAL;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.DeleteSigningKey;
import org.postroad.registry.publication.SigningKeys.PublishedKey;
import org.postroad.registry.publication.SigningKeys.SourceKeys;

class SigningKeysTest {
  private final SigningKeys keys = new SigningKeys();

  private void refused(SigningKeyCommand command) {
    assertFault(FaultCode.INVALID_REQUEST, () -> keys.apply(command));
  }

  @Test
  void aKeyIsRotatedWithoutBeingUsedBeforeItIsKnown() {
    keys.apply(new AddSigningKey(INTERNAL, "A", AUTHORITY));
    keys.apply(new AddSigningKey(INTERNAL, "B", SIGNING));
    var first = new PublishedKey("A", AUTHORITY);
    assertEquals(
        new SourceKeys(Optional.of(first), List.of(AUTHORITY, SIGNING)), keys.snapshot(INTERNAL));
    refused(new DeleteSigningKey(INTERNAL, "A"));
    keys.apply(new ActivateSigningKey(INTERNAL, "B"));
    keys.apply(new DeleteSigningKey(INTERNAL, "A"));
    assertEquals(
        new SourceKeys(Optional.of(new PublishedKey("B", SIGNING)), List.of(SIGNING)),
        keys.snapshot(INTERNAL));
    assertEquals(new SourceKeys(Optional.empty(), List.of()), keys.snapshot(EXTERNAL));
  }

  @Test
  void aSourceHasTwoKeysAtMostAndEachOnce() {
    keys.apply(new AddSigningKey(INTERNAL, "A", AUTHORITY));
    refused(new AddSigningKey(INTERNAL, "A", AUTHORITY));
    refused(new ActivateSigningKey(INTERNAL, "A"));
    refused(new ActivateSigningKey(INTERNAL, "B"));
    refused(new DeleteSigningKey(INTERNAL, "B"));
    keys.apply(new AddSigningKey(INTERNAL, "B", SIGNING));
    refused(new AddSigningKey(INTERNAL, "C", AUTHENTICATION));
    keys.apply(new AddSigningKey(EXTERNAL, "C", AUTHENTICATION));
  }
}
