// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String PETER =
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb"
          + "6KE6RyyBwJnAM=\n";
  private static final String ENOCH =
      "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33"
          + "WWd1RvMc+QQ=\n";
  private static final NoteKey PETER_KEY =
      NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final NoteKey ENOCH_KEY =
      NoteKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");

  private static SignedNote parse(String note) {
    return SignedNote.parse(Fixtures.utf8(note));
  }

  private static List<NoteKey> signers(SignedNote note, NoteKey... keys) {
    return note.verify(List.of(keys)).stream().map(SignedNote.Verified::key).toList();
  }

  @Test
  void theNoteOfTheGoLibraryVerifiesAndPrintsBack() {
    String text = TEXT + "\n" + PETER;
    SignedNote note = parse(text);
    assertEquals(TEXT, note.text());
    assertEquals(List.of(PETER_KEY), signers(note, ENOCH_KEY, PETER_KEY));
    assertEquals(text, note.toString());
    SignedNote both = parse(text + ENOCH);
    assertEquals(List.of(PETER_KEY, ENOCH_KEY), signers(both, ENOCH_KEY, PETER_KEY));
  }

  @Test
  void itsSignatureIsMadeToTheByte() {
    byte[] typedSeed = Base64.getDecoder().decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    UnaryOperator<byte[]> signer =
        Fixtures.signer(Arrays.copyOfRange(typedSeed, 1, typedSeed.length));
    assertEquals(PETER, PETER_KEY.sign(TEXT, signer).line() + "\n");
  }

  @Test
  void theTextGoesUpToTheLastEmptyLine() {
    NoteKey key = Fixtures.Pair.ONE.log("example.com/log");
    String text = "a\n\nb\n\n\u00e9 \u2014 c\n\n";
    SignedNote note = new SignedNote(text, List.of(key.sign(text, Fixtures.Pair.ONE.signer())));
    SignedNote parsed = SignedNote.parse(note.toByteArray());
    assertEquals(note, parsed);
    assertEquals(List.of(key), signers(parsed, key));
  }

  @Test
  void unknownKeysAreIgnoredAlsoUnderAKnownName() {
    NoteSignature other =
        new NoteSignature("PeterNeumann", PETER_KEY.id() + 1, new byte[] {1, 2, 3});
    NoteSignature stranger = new NoteSignature("stranger", PETER_KEY.id(), new byte[] {1});
    SignedNote note = parse(TEXT + "\n" + PETER).with(other).with(stranger);
    assertEquals(List.of(PETER_KEY), signers(note, PETER_KEY));
    SignedNote unsigned = new SignedNote(TEXT, List.of(other, stranger));
    assertThrows(Unproven.class, () -> unsigned.verify(List.of(PETER_KEY)));
    assertThrows(Unproven.class, () -> note.verify(List.of()));
  }

  @Test
  void aKnownKeyWhoseSignatureIsWrongSpoilsTheNote() {
    NoteKey key = Fixtures.Pair.ONE.log("example.com/log");
    SignedNote good = parse(TEXT + "\n" + PETER);
    SignedNote spoilt = good.with(new NoteSignature(key.name(), key.id(), new byte[64]));
    assertEquals(List.of(PETER_KEY), signers(spoilt, PETER_KEY));
    assertThrows(Unproven.class, () -> spoilt.verify(List.of(PETER_KEY, key)));
  }

  @Test
  void everyBitOfASignedNoteCounts() {
    byte[] note = Fixtures.utf8(TEXT + "\n" + PETER);
    for (int bit = 0; bit < 8 * note.length; bit++) {
      byte[] changed = note.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThrows(
          Unproven.class,
          () -> SignedNote.parse(changed).verify(List.of(PETER_KEY)),
          () -> new String(changed, StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyShorterNoteIsRefused() {
    byte[] note = Fixtures.utf8(TEXT + "\n" + PETER);
    for (int length = 0; length < note.length; length++) {
      byte[] shorter = Arrays.copyOf(note, length);
      assertThrows(Unproven.class, () -> SignedNote.parse(shorter).verify(List.of(PETER_KEY)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        "text\n\n— n AAAAAAA=",
        "text\r\n\n— n AAAAAAA=\n",
        "te\txt\n\n— n AAAAAAA=\n",
        "te\u0000xt\n\n— n AAAAAAA=\n",
        "text\n\n- n AAAAAAA=\n",
        "text\n\n—n AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— n  AAAAAAA=\n",
        "text\n\n— n AAAAAAA= \n",
        "text\n\n— n AAAAAAA\n",
        "text\n\n— n AAAAAA==\n",
        "text\n\n— n AAAAAA==AAAA\n",
        "text\n\n— n AAAAAAB=\n",
        "text\n\n— n AAA_AAA=\n",
        "text\n\n— n+m AAAAAAA=\n",
        "text\n\n— n\u00a0m AAAAAAA=\n",
        "text\n\n— n\u2003m AAAAAAA=\n",
        "text\n\n— n\u0085m AAAAAAA=\n",
        "text\n\n— n AAAAAAA=\n— n\n",
        "text\n\n— n AAAAAAA=\n\n",
        "text\n— n AAAAAAA=\n"
      })
  void whatIsNoNoteIsRefused(String note) {
    assertThrows(Unproven.class, () -> parse(note));
  }

  @Test
  void notUtf8AndTooMuchAreRefused() {
    byte[] latin = "\u00e9\n\n— n AAAAAAA=\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(Unproven.class, () -> SignedNote.parse(latin));
    assertThrows(Unproven.class, () -> parse("a".repeat(1 << 20) + "\n\n— n AAAAAAA=\n"));
    String line = "— n AAAAAAA=\n";
    assertEquals(16, parse("text\n\n" + line.repeat(16)).signatures().size());
    assertThrows(Unproven.class, () -> parse("text\n\n" + line.repeat(129)));
  }

  @Test
  void keysPrintBackAndTheirIdIsChecked() {
    for (NoteKey key : List.of(PETER_KEY, ENOCH_KEY, Fixtures.Pair.TWO.witness("w.example/2"))) {
      assertEquals(key, NoteKey.parse(key.vkey()));
    }
    NoteKey witness =
        NoteKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
    assertEquals(NoteKey.Type.COSIGNATURE, witness.type());
    assertEquals(0xda77ade7, witness.id());
    assertEquals(0xc74f20a3, PETER_KEY.id());
    assertEquals("PeterNeumann", PETER_KEY.name());
    assertEquals(NoteKey.Type.NOTE, PETER_KEY.type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AP///////////////////////////////////////////",
      })
  void whatIsNoKeyIsRefused(String vkey) {
    assertThrows(Unproven.class, () -> NoteKey.parse(vkey));
  }

  @Test
  void aCosignatureIsAboutATime() {
    NoteKey witness = Fixtures.Pair.TWO.witness("witness.example/w1");
    String text = Checkpoint.of("example.com/log", 0, TreeHash.OF_NOTHING).text();
    Instant time = Instant.ofEpochSecond(1_679_315_147);
    NoteSignature cosignature = witness.cosign(text, time, Fixtures.Pair.TWO.signer());
    SignedNote note = new SignedNote(text, List.of(cosignature));
    assertEquals(Optional.of(time), note.verify(List.of(witness)).getFirst().time());
    byte[] signed =
        Fixtures.Pair.TWO.signer().apply(Fixtures.utf8("cosignature/v1\ntime 1679315147\n" + text));
    byte[] value = cosignature.value();
    assertArrayEquals(signed, Arrays.copyOfRange(value, 8, value.length));
    for (int bit = 0; bit < 8 * value.length; bit++) {
      byte[] changed = value.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      SignedNote other =
          new SignedNote(text, List.of(new NoteSignature(witness.name(), witness.id(), changed)));
      assertThrows(Unproven.class, () -> other.verify(List.of(witness)));
    }
    for (int length = 1; length < value.length; length++) {
      SignedNote shorter =
          new SignedNote(
              text,
              List.of(
                  new NoteSignature(witness.name(), witness.id(), Arrays.copyOf(value, length))));
      assertThrows(Unproven.class, () -> shorter.verify(List.of(witness)));
    }
  }

  @Test
  void theTimeStandsBeforeTheSignature() {
    NoteSignature line =
        NoteSignature.parse(
            "— w ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOw"
                + "orDcFiEBYJXORmnFBOBA==");
    assertEquals(1_727_964_367, Cosignature.seconds(line));
  }

  @Test
  void aKeySignsWhatItIsForAndOnlyWithItsOwnPrivateKey() {
    NoteKey log = Fixtures.Pair.ONE.log("example.com/log");
    NoteKey witness = Fixtures.Pair.ONE.witness("example.com/log");
    UnaryOperator<byte[]> one = Fixtures.Pair.ONE.signer();
    UnaryOperator<byte[]> two = Fixtures.Pair.TWO.signer();
    Instant time = Instant.ofEpochSecond(1);
    assertThrows(IllegalStateException.class, () -> witness.sign(TEXT, one));
    assertThrows(IllegalStateException.class, () -> log.cosign(TEXT, time, one));
    assertThrows(IllegalStateException.class, () -> log.sign(TEXT, two));
    assertThrows(IllegalStateException.class, () -> witness.cosign(TEXT, time, two));
    assertThrows(
        IllegalArgumentException.class, () -> witness.cosign(TEXT, Instant.ofEpochSecond(-1), one));
  }
}
