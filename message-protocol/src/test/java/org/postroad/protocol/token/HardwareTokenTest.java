// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.SoftHsm;

/** Keys on a device, here SoftHSM (D-012, C65, C70). */
@Tag("hsm")
class HardwareTokenTest {
  private static final byte[] DATA = "to be signed".getBytes(StandardCharsets.UTF_8);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SoftHsm device = SoftHsm.token();

  @ParameterizedTest
  @EnumSource
  void keysOfEveryKindAreMadeOnTheDeviceAndSign(KeyKind kind) throws Exception {
    HardwareToken token = open(RsaPadding.PKCS1);
    TokenKey key = token.generate(kind, RANDOM);
    assertEquals(kind, key.kind());
    for (var digest :
        List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
      assertVerifies(key, key.signer(kind.signatureAlgorithm(digest)));
    }
    assertEquals(kind.signatureAlgorithm(DigestAlgorithm.SHA512), sha512(key).algorithm());
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "RSA_3072", "RSA_4096"})
  void rsaKeysSignWithPssWhereTheTokenIsToUseIt(KeyKind kind) throws Exception {
    TokenKey key = open(RsaPadding.PSS).generate(kind, RANDOM);
    for (var digest :
        List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512)) {
      assertVerifies(key, key.signer(digest));
    }
    assertEquals(SignatureAlgorithm.RSA_PSS_SHA512, sha512(key).algorithm());
  }

  @Test
  void ellipticKeysDoNotMindThePadding() throws Exception {
    TokenKey key = open(RsaPadding.PSS).generate(KeyKind.EC_P256, RANDOM);
    assertEquals(SignatureAlgorithm.ECDSA_SHA512, sha512(key).algorithm());
    assertVerifies(key, sha512(key));
  }

  @Test
  void keysAreThereAfterARestartAndOnlyTheirHandlesLeave() throws Exception {
    HardwareToken before = open(RsaPadding.PKCS1);
    List<TokenKey> made =
        List.of(
            before.generate(KeyKind.RSA_2048, RANDOM), before.generate(KeyKind.EC_P384, RANDOM));
    HardwareToken after = open(RsaPadding.PKCS1);
    assertEquals(ids(before.keys()), ids(after.keys()));
    for (TokenKey key : made) {
      TokenKey again = after.key(key.id()).orElseThrow();
      assertEquals(key.publicKey(), again.publicKey());
      assertVerifies(key, sha512(again));
      assertFalse(again.isLocal());
      assertFalse(sha512(again).isLocal());
    }
    assertEquals(after.keys().size(), device.privateKeys().size());
    for (String described : device.privateKeys()) {
      assertTrue(described.endsWith("token object, sensitive, unextractable)"), described);
    }
  }

  @Test
  void requestsCertificatesAndFindsTheKeyOfACertificate() throws Exception {
    HardwareToken token = open(RsaPadding.PKCS1);
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    byte[] request = key.certificateRequest("CN=1234", Optional.empty(), KeyUse.SIGNING);
    assertEquals(
        org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
        new PKCS10CertificationRequest(request).getSubjectPublicKeyInfo());
    X509Certificate certificate = certificate(key);
    assertEquals(key.id(), token.keyOf(certificate).orElseThrow().id());
  }

  @Test
  void doesNotServeTls() {
    TokenKey key = open(RsaPadding.PKCS1).generate(KeyKind.EC_P256, RANDOM);
    List<X509Certificate> chain = List.of(certificate(key));
    assertThrows(IllegalArgumentException.class, () -> key.keyManager(chain));
  }

  @Test
  void thePinIsWipedAfterEachLogin() {
    List<char[]> given = new ArrayList<>();
    HardwareToken token =
        new HardwareToken(
            device.options(RsaPadding.PKCS1),
            () -> {
              given.add(device.pin());
              return given.getLast();
            });
    token.open();
    assertEquals(1, given.size());
    assertTrue(new String(given.getFirst()).chars().allMatch(c -> c == 0));
  }

  @Test
  void aLostSessionIsOpenedAgain() throws Exception {
    AtomicInteger logins = new AtomicInteger();
    HardwareToken token = new HardwareToken(device.options(RsaPadding.PKCS1), counted(logins));
    token.open();
    TokenKey key = token.generate(KeyKind.RSA_2048, RANDOM);
    assertVerifies(key, sha512(key));
    device.logOutEverybody();
    assertVerifies(key, sha512(key));
    assertEquals(2, logins.get());
    assertVerifies(key, sha512(key));
    assertEquals(2, logins.get());
  }

  @Test
  void manyThreadsThatLoseTheSameSessionLogInOnce() throws Exception {
    AtomicInteger logins = new AtomicInteger();
    HardwareToken token = new HardwareToken(device.options(RsaPadding.PKCS1), counted(logins));
    token.open();
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    device.logOutEverybody();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> signatures = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        signatures.add(threads.submit(() -> sha512(key).sign(DATA)));
      }
      for (Future<byte[]> each : signatures) {
        assertTrue(verifies(key, sha512(key).algorithm(), each.get()));
      }
    }
    assertEquals(2, logins.get());
  }

  @Test
  void aTokenThatIsTakenAwayIsNamed() {
    SoftHsm another = SoftHsm.expendableToken();
    HardwareToken token = new HardwareToken(another.options(RsaPadding.PKCS1), another::pin);
    token.open();
    SigningKey key = sha512(token.generate(KeyKind.EC_P256, RANDOM));
    another.remove();
    Fault fault = assertThrows(Fault.class, () -> key.sign(DATA));
    assertEquals(FaultCode.TOKEN_NOT_AVAILABLE, fault.code());
    assertTrue(fault.text().startsWith("Token test is not available: "), fault.text());
  }

  @Test
  void aTokenThatIsGoneIsSeenAndNotUsed() {
    SoftHsm another = SoftHsm.expendableToken();
    HardwareToken token = new HardwareToken(another.options(RsaPadding.PKCS1), another::pin);
    token.open();
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    assertFalse(token.look());
    assertTrue(token.isAvailable());
    another.remove();
    assertTrue(token.look(), "its use ends");
    assertFalse(token.isOpen());
    assertFalse(token.isAvailable());
    assertFalse(token.look(), "once");
    assertEquals(List.of(), token.keys());
    assertEquals(List.of(key.publicKey()), token.publicKeys());
  }

  @Test
  void theLastTryIsLeftToAPerson() throws Exception {
    device.logOutEverybody();
    AtomicInteger asked = new AtomicInteger();
    TokenLook oneLeft = new TokenLook.There(new TokenInformation("test", "1", 0x2_042d));
    HardwareToken token =
        new HardwareToken(device.options(RsaPadding.PKCS1), counted(asked), () -> oneLeft);
    Fault refused = assertThrows(Fault.class, token::open);
    assertEquals(FaultCode.TOKEN_NOT_ACTIVE, refused.code());
    assertEquals(0, asked.get(), "nobody told the PIN");
    assertTrue(token.isRefused(), "it is not tried again");
    assertEquals(PinState.FINAL_TRY, token.pinState());
    token.logIn(device.pin());
    assertTrue(token.isOpen());
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    assertVerifies(key, sha512(key));
  }

  @Test
  void aTokenTellsWhatItCallsItself() {
    Map<String, String> about = open(RsaPadding.PKCS1).about();
    assertEquals("test", about.get("label"));
    assertEquals(16, about.getOrDefault(HardwareToken.SERIAL_NUMBER, "").length(), about::toString);
  }

  @Test
  void aRefusedPinIsNotTriedAgainUntilSomebodyOpensTheToken() {
    device.logOutEverybody();
    AtomicInteger logins = new AtomicInteger();
    HardwareToken token =
        new HardwareToken(
            device.options(RsaPadding.PKCS1),
            () -> {
              logins.incrementAndGet();
              return "not the PIN".toCharArray();
            });
    Fault fault = assertThrows(Fault.class, token::open);
    assertEquals(FaultCode.TOKEN_NOT_ACTIVE, fault.code());
    assertFalse(fault.text().contains("not the PIN"), fault.text());
    assertFalse(token.isOpen());
    assertEquals(List.of(), token.keys());
    for (int i = 0; i < 3; i++) {
      Fault still =
          assertThrows(Fault.class, () -> token.generate(KeyKind.EC_P256, new SecureRandom()));
      assertEquals(FaultCode.TOKEN_NOT_ACTIVE, still.code());
    }
    assertEquals(1, logins.get());
    assertThrows(Fault.class, token::open);
    assertEquals(2, logins.get());
  }

  @Test
  void aPersonLogsInWithAnotherPinAndOutAgain() throws Exception {
    device.logOutEverybody();
    HardwareToken token =
        new HardwareToken(device.options(RsaPadding.PKCS1), "not the PIN"::toCharArray);
    assertThrows(Fault.class, token::open);
    assertEquals(PinState.COUNT_LOW, token.pinState(), "what the device counts goes first");
    token.logIn(device.pin());
    assertEquals(PinState.OK, token.pinState());
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    assertVerifies(key, sha512(key));
    device.logOutEverybody();
    assertVerifies(key, sha512(key));

    token.logOut();
    assertFalse(token.isOpen());
    assertTrue(token.publicKeys().contains(key.publicKey()), "the list stays");
    SigningKey signer = sha512(key);
    assertEquals(
        FaultCode.TOKEN_NOT_ACTIVE, assertThrows(Fault.class, () -> signer.sign(DATA)).code());
    token.logIn(device.pin());
    assertVerifies(key, sha512(key));
  }

  @Test
  void aDeletedKeyIsGoneFromTheDevice() {
    HardwareToken token = open(RsaPadding.PKCS1);
    TokenKey key = token.generate(KeyKind.EC_P256, RANDOM);
    TokenKey other = token.generate(KeyKind.EC_P256, RANDOM);
    assertTrue(token.remove(key.id()));
    assertFalse(token.remove(key.id()));
    List<String> left = ids(open(RsaPadding.PKCS1).keys());
    assertFalse(left.contains(key.id()));
    assertTrue(left.contains(other.id()));
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    var nowhere =
        new HardwareTokenOptions(
            "attic", "/nowhere/lib.so", new HardwareTokenSlot.Index(0), RsaPadding.PKCS1);
    Fault fault = assertThrows(Fault.class, () -> new HardwareToken(nowhere, device::pin).open());
    assertEquals(FaultCode.TOKEN_NOT_AVAILABLE, fault.code());
    assertTrue(fault.text().startsWith("Token attic is not available: "), fault.text());
  }

  @ParameterizedTest
  @EnumSource
  void newKeysHaveTheAttributesThatSomebodyChose(RsaPadding padding) throws Exception {
    KeyMechanism only =
        padding == RsaPadding.PSS ? KeyMechanism.CKM_RSA_PKCS_PSS : KeyMechanism.CKM_RSA_PKCS;
    KeyAttributes chosen =
        KeyAttributes.parse(
            Map.of(
                "private-key-extractable", "true",
                "private-key-decrypt", "true",
                "public-key-encrypt", "true",
                "private-key-allowed-mechanisms", only.name(),
                "public-key-allowed-mechanisms", only.name()));
    HardwareToken token = opened(options(padding, chosen, false));
    TokenKey key = token.generate(KeyKind.RSA_2048, RANDOM);
    try {
      assertVerifies(key, sha512(key));
      assertEquals(
          1,
          device.privateKeys().stream()
              .filter(each -> each.endsWith("token object, sensitive, extractable)"))
              .count());
      TokenKey otherwise =
          open(padding == RsaPadding.PSS ? RsaPadding.PKCS1 : RsaPadding.PSS)
              .key(key.id())
              .orElseThrow();
      SigningKey forbidden = sha512(otherwise);
      assertEquals(
          FaultCode.CANNOT_SIGN,
          assertThrows(Fault.class, () -> forbidden.sign(DATA)).code(),
          "the device confines the key itself");
    } finally {
      token.remove(key.id());
    }
  }

  @Test
  void aKeyThatMayNotSignAsItsKindDoesIsNotMade() {
    KeyAttributes rsa =
        KeyAttributes.parse(Map.of("private-key-allowed-mechanisms", "CKM_RSA_PKCS"));
    HardwareToken token = opened(options(RsaPadding.PKCS1, rsa, false));
    int before = token.keys().size();
    Fault refused =
        assertThrows(Fault.class, () -> token.generate(KeyKind.EC_P256, new SecureRandom()));
    assertTrue(refused.text().contains("test"), refused.text());
    assertEquals(before, open(RsaPadding.PKCS1).keys().size());
  }

  @Test
  void keysOfATokenThatIsOnlyReadAreNeitherMadeNorDeleted() throws Exception {
    TokenKey key = open(RsaPadding.PKCS1).generate(KeyKind.EC_P256, RANDOM);
    HardwareToken token = opened(options(RsaPadding.PKCS1, KeyAttributes.PRESET, true));
    assertTrue(token.isReadOnly());
    assertVerifies(key, sha512(token.key(key.id()).orElseThrow()));
    Fault making =
        assertThrows(Fault.class, () -> token.generate(KeyKind.EC_P256, new SecureRandom()));
    assertEquals(FaultCode.INVALID_REQUEST, making.code());
    Fault deleting = assertThrows(Fault.class, () -> token.remove(key.id()));
    assertEquals(FaultCode.INVALID_REQUEST, deleting.code());
    assertTrue(open(RsaPadding.PKCS1).key(key.id()).isPresent());
  }

  private HardwareTokenOptions options(
      RsaPadding padding, KeyAttributes attributes, boolean readOnly) {
    HardwareTokenOptions plain = device.options(padding);
    return new HardwareTokenOptions(
        plain.name(), plain.library(), plain.slot(), padding, attributes, readOnly, true);
  }

  private HardwareToken opened(HardwareTokenOptions options) {
    HardwareToken token = new HardwareToken(options, device::pin);
    token.open();
    return token;
  }

  private HardwareToken open(RsaPadding padding) {
    HardwareToken token = new HardwareToken(device.options(padding), device::pin);
    token.open();
    return token;
  }

  private Supplier<char[]> counted(AtomicInteger logins) {
    return () -> {
      logins.incrementAndGet();
      return device.pin();
    };
  }

  private static SigningKey sha512(TokenKey key) {
    return key.signer(DigestAlgorithm.SHA512);
  }

  private static X509Certificate certificate(TokenKey key) {
    return key.selfSigned(
        "CN=x", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
  }

  private static List<String> ids(List<TokenKey> keys) {
    return keys.stream().map(TokenKey::id).sorted().toList();
  }

  private static void assertVerifies(TokenKey key, SigningKey signer) throws Exception {
    byte[] value = signer.sign(DATA);
    assertTrue(verifies(key, signer.algorithm(), value));
    byte[] other = value.clone();
    other[other.length - 1] ^= 1;
    assertFalse(verifies(key, signer.algorithm(), other), Arrays.toString(value));
  }

  private static boolean verifies(TokenKey key, SignatureAlgorithm algorithm, byte[] value)
      throws Exception {
    Signature verifier = algorithm.newVerifier(key.publicKey());
    verifier.update(DATA);
    return verifier.verify(value);
  }
}
