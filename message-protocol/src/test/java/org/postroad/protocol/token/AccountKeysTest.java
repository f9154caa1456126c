// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.TestAuthority;

/** C80: keys of accounts in the form of {@code acme.p12}. */
final class AccountKeysTest {
  private static final String MEMBER = "EE:GOV:1234";
  private static final AccountKeys KEYS =
      AccountKeys.none().withNew(MEMBER, TestAuthority.NOW, new SecureRandom());

  private final char[] password = "account password".toCharArray();

  @Test
  void keysLastUnderTheNameOfTheirMember() throws IOException, GeneralSecurityException {
    byte[] file = saved(KEYS);
    AccountKey read = AccountKeys.open(in(file), password).key(MEMBER).orElseThrow();
    assertEquals(KEYS.key(MEMBER).orElseThrow().pair().getPublic(), read.pair().getPublic());
    assertEquals("RSA", read.pair().getPrivate().getAlgorithm());
    assertEquals(TestAuthority.NOW.plus(AccountKeys.LIFETIME), read.renewed());

    KeyStore plain = KeyStore.getInstance("PKCS12");
    plain.load(in(file), password);
    assertEquals(List.of("ee:gov:1234"), Collections.list(plain.aliases()));
  }

  @Test
  void aKeyTakesThePlaceOfAnother() throws IOException {
    AccountKeys two = KEYS.withNew("next", TestAuthority.NOW, new SecureRandom());
    AccountKey next = two.key("next").orElseThrow();
    AccountKeys moved = AccountKeys.open(in(saved(two.moved("next", MEMBER))), password);
    assertEquals(next.pair().getPublic(), moved.key(MEMBER).orElseThrow().pair().getPublic());
    assertEquals(Optional.empty(), moved.key("next"));
    assertThrows(IllegalArgumentException.class, () -> KEYS.moved("next", MEMBER));
  }

  @Test
  void refusesAWrongPasswordAndOtherFiles() throws IOException {
    byte[] file = saved(KEYS);
    assertEquals(FaultCode.TOKEN_NOT_ACTIVE, refused(file, "another password"));
    assertEquals(FaultCode.TOKEN_NOT_AVAILABLE, refused(new byte[] {1, 2, 3}, "any"));
  }

  @Test
  void tellsNothingOfTheKey() {
    AccountKey key = KEYS.key(MEMBER).orElseThrow();
    assertEquals("account key " + TokenKey.id(key.pair().getPublic()), key.toString());
  }

  private static FaultCode refused(byte[] file, String with) {
    Fault fault = assertThrows(Fault.class, () -> AccountKeys.open(in(file), with.toCharArray()));
    return fault.code();
  }

  private byte[] saved(AccountKeys keys) throws IOException {
    var out = new ByteArrayOutputStream();
    keys.save(out, password);
    return out.toByteArray();
  }

  private static ByteArrayInputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
