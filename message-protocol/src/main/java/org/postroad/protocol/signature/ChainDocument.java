// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.postroad.protocol.xml.Namespaces.DS;
import static org.postroad.protocol.xml.Namespaces.HASHCHAIN;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * One parsed {@code HashChain} document: its steps by name, with the default digest algorithm
 * filled in wherever a value names none (D-026).
 */
record ChainDocument(Map<String, List<StepEntry>> steps) {

  /** As many as a path of 64 steps needs on both sides of its references, and some. */
  static final int MAXIMUM_STEPS = 128;

  private static final int MAXIMUM_VALUES = 20_000;
  private static final String INCLUSIVE_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

  static ChainDocument parse(byte[] document) {
    return new Parser(document).parse();
  }

  private static final class Parser {

    private final StrictReader in;
    private Optional<DigestAlgorithm> defaultAlgorithm = Optional.empty();
    private int values;

    Parser(byte[] document) {
      in = StrictReader.ofHashChain(document);
    }

    ChainDocument parse() {
      in.open(HASHCHAIN, "HashChain").content();
      if (in.isAt(HASHCHAIN, "DefaultDigestMethod")) {
        defaultAlgorithm = Optional.of(in.digestMethod(HASHCHAIN, "DefaultDigestMethod"));
      }
      var steps = new HashMap<String, List<StepEntry>>();
      while (in.isAt(HASHCHAIN, "HashStep")) {
        in.open(HASHCHAIN, "HashStep");
        String name = in.attribute("id");
        if (steps.put(name, step()) != null || steps.size() > MAXIMUM_STEPS) {
          throw in.refuse("the step " + name + " is there twice or one too many");
        }
      }
      in.close();
      in.end();
      return new ChainDocument(steps);
    }

    private List<StepEntry> step() {
      in.content();
      var entries = new ArrayList<StepEntry>();
      while (!in.isEnd()) {
        if (++values > MAXIMUM_VALUES) {
          throw in.refuse("more than " + MAXIMUM_VALUES + " values");
        }
        entries.add(entry());
      }
      in.close();
      if (entries.isEmpty()) {
        throw in.refuse("a step without values");
      }
      return entries;
    }

    private StepEntry entry() {
      if (in.isAt(HASHCHAIN, "HashValue")) {
        in.open(HASHCHAIN, "HashValue").content();
        var digest = in.digestValue(known(algorithm()));
        in.close();
        return new StepEntry.Value(digest);
      }
      if (in.isAt(HASHCHAIN, "StepRef")) {
        in.open(HASHCHAIN, "StepRef");
        String uri = in.attribute("URI");
        in.content();
        var algorithm = known(algorithm());
        in.close();
        return new StepEntry.StepReference(uri, algorithm);
      }
      in.open(HASHCHAIN, "DataRef");
      String name = in.attribute("URI");
      in.content();
      var algorithm = algorithm();
      boolean canonical = transforms();
      var digest = in.digestValue(known(algorithm));
      in.close();
      return new StepEntry.DataReference(name, new ReadHashChain.Part(digest, canonical));
    }

    private Optional<DigestAlgorithm> algorithm() {
      return in.isAt(DS, "DigestMethod")
          ? Optional.of(in.digestMethod(DS, "DigestMethod"))
          : defaultAlgorithm;
    }

    private DigestAlgorithm known(Optional<DigestAlgorithm> algorithm) {
      return algorithm.orElseThrow(() -> in.refuse("a value without digest algorithm"));
    }

    /** Only canonical XML is known as a transform. */
    private boolean transforms() {
      if (!in.isAt(DS, "Transforms")) {
        return false;
      }
      in.open(DS, "Transforms").content();
      String uri = in.algorithm(DS, "Transform");
      in.close();
      if (!uri.equals(INCLUSIVE_C14N)) {
        throw in.refuse("the transform " + uri + " is not allowed");
      }
      return true;
    }
  }
}
