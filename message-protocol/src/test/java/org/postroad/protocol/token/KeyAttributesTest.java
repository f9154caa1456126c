// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C70: what the JDK's provider is told of new keys. */
final class KeyAttributesTest {

  @Test
  void keysCannotLeaveUnlessSomebodyChooses() {
    assertEquals(
        """
        attributes(generate, CKO_PRIVATE_KEY, *) = {
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
        }
        attributes(generate, CKO_PUBLIC_KEY, *) = {
          CKA_VERIFY = true
        }
        """,
        KeyAttributes.PRESET.configuration());
  }

  @Test
  void whatIsChosenIsAskedForAndMechanismsThatAreNotAllowedAreLeftAlone() {
    KeyAttributes attributes =
        KeyAttributes.parse(
            Map.of(
                "private-key-decrypt", "true",
                "public-key-verify", "false",
                "private-key-allowed-mechanisms", "CKM_ECDSA,CKM_ECDSA_SHA512",
                "rsa", "pss"));
    assertEquals(
        """
        attributes(generate, CKO_PRIVATE_KEY, *) = {
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
          CKA_DECRYPT = true
          0x40000600 = 0h41100000000000004610000000000000
        }
        attributes(generate, CKO_PUBLIC_KEY, *) = {
          CKA_VERIFY = false
        }
        disabledMechanisms = {
          CKM_ECDSA_SHA256
          CKM_ECDSA_SHA384
        }
        """,
        attributes.configuration());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "private-key-sign|false|private-key-sign is 'false', expected true",
        "public-key-trusted|TRUE|public-key-trusted is 'TRUE', expected true or false",
        "public-key-allowed-mechanisms|CKM_AES|mechanism 'CKM_AES', expected some of [CKM_RSA"
      })
  void aValueThatIsNoneIsNamedWithWhatWasExpected(String key, String value, String said) {
    String text =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> KeyAttributes.parse(Map.of(key, value)))
                .getMessage());
    assertTrue(text.contains(said), text);
  }

  @ParameterizedTest
  @CsvSource({"PSS, CKM_RSA_PKCS", "PSS, CKM_SHA512_RSA_PKCS_PSS", "PKCS1, CKM_RSA_PKCS_PSS"})
  void rsaKeysMustBeAllowedToSignAsTheTokenIsToSign(RsaPadding padding, String mechanism) {
    KeyAttributes attributes =
        KeyAttributes.parse(Map.of("private-key-allowed-mechanisms", mechanism));
    assertThrows(IllegalArgumentException.class, () -> attributes.requireFit(padding));
  }

  @Test
  void whoAllowsCurvesAloneNeedsNoMechanismOfRsa() {
    KeyAttributes attributes =
        KeyAttributes.parse(Map.of("private-key-allowed-mechanisms", "CKM_ECDSA"));
    attributes.requireFit(RsaPadding.PSS);
    attributes.requireFit(RsaPadding.PKCS1);
  }
}
