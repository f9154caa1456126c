// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.messagelog.LeafMaterial;

/** The script of {@code docs/log-format.md} checks proofs with openssl and a shell alone. */
class LogFormatTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "log-format.md");
  private static final long RECORDS = 300;

  @TempDir Path directory;

  private record Run(int status, String output) {}

  private Path script() throws IOException {
    Matcher block =
        Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
    assertTrue(block.find(), "no script in " + DOCUMENT);
    return Files.writeString(directory.resolve("check-proof"), block.group(1));
  }

  private Run run(Path script, String proof, String vkey) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("record.tlog-proof"), proof);
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), file.toString(), vkey)
            .redirectErrorStream(true);
    builder.environment().put("TMPDIR", directory.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static String proof(LogTree tree, long sequence) throws IOException {
    LeafMaterial material = new LeafMaterial(Fixtures.salt(sequence), Fixtures.head(sequence));
    TlogProof proof = tree.proofs().inclusion(sequence, Optional.of(material));
    return new String(proof.toByteArray(), StandardCharsets.UTF_8);
  }

  @Test
  void rightAndWrongProofsAreToldApart() throws Exception {
    Path script = script();
    Path log = directory.resolve("log");
    try (Journal journal = Fixtures.journal(log);
        LogTree tree = Fixtures.tree(journal, log)) {
      Fixtures.grow(journal, RECORDS);
      Fixtures.awaitCheckpoint(tree, RECORDS);
      String vkey = tree.key().vkey();
      for (long sequence : new long[] {1, 256, 257, RECORDS}) {
        String head = new String(Fixtures.head(sequence), StandardCharsets.UTF_8);
        assertEquals(new Run(0, head), run(script, proof(tree, sequence), vkey));
      }
      String proof = proof(tree, 3);
      assertEquals(new Run(1, "not in the tree\n"), run(script, otherIndex(proof), vkey));
      assertEquals(new Run(1, "not in the tree\n"), run(script, otherRecord(tree), vkey));
      assertEquals(
          new Run(1, "not signed by this log\n"), run(script, otherSignature(proof), vkey));
      assertEquals(new Run(1, "another log\n"), run(script, proof, "x" + vkey));
      assertNotEquals(0, run(script, shorter(proof), vkey).status());
    }
  }

  private static String otherIndex(String proof) {
    return proof.replace("index 2\n", "index 3\n");
  }

  /** The proof of one record with salt and head of another. */
  private static String otherRecord(LogTree tree) throws IOException {
    String other = proof(tree, 4).lines().skip(1).findFirst().orElseThrow();
    return proof(tree, 3).replaceFirst("extra .*", Matcher.quoteReplacement(other));
  }

  private static String otherSignature(String proof) {
    int end = proof.length() - 10;
    char other = proof.charAt(end) == 'A' ? 'B' : 'A';
    return proof.substring(0, end) + other + proof.substring(end + 1);
  }

  private static String shorter(String proof) {
    return proof.replaceFirst("(index 2\n)[^\n]*\n", "$1");
  }
}
