// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.util.List;
import java.util.Optional;
import org.postroad.cli.output.Suggestions;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.SecurityServerId;
import picocli.CommandLine.IExitCodeGenerator;

/**
 * Holds a new server's name against what the instance knows: a class of members that is not there
 * cannot be meant; a member that is not there may still come, and a server of that name may be the
 * one that this one is to take the place of.
 */
record OwnerCheck(GlobalConfiguration global, SecurityServerId id) {

  /** The instance says that it cannot be so. */
  static final class Refused extends RuntimeException implements IExitCodeGenerator {
    private static final int EXIT = 5;
    private static final long serialVersionUID = 1;

    Refused(String text) {
      super(text);
    }

    @Override
    public int getExitCode() {
      return EXIT;
    }
  }

  void check(boolean ignoreWarnings) {
    List<String> classes =
        global.parameters(global.instance()).map(SharedParameters::memberClasses).stream()
            .flatMap(List::stream)
            .map(SharedParameters.MemberClass::code)
            .toList();
    String wanted = id.owner().memberClass();
    if (!classes.contains(wanted)) {
      Optional<String> meant = Suggestions.closest(wanted, classes);
      throw new Refused(
          "There is no class "
              + wanted
              + " of members, only "
              + String.join(", ", classes)
              + meant.map(each -> "; did you mean " + each + "?").orElse(""));
    }
    if (!ignoreWarnings && global.member(id.owner()).isEmpty()) {
      throw new Refused(
          id.owner()
              + " is no member yet; have it registered, or make the server with --ignore-warnings");
    }
    if (!ignoreWarnings && global.server(id).isPresent()) {
      throw new Refused(
          id
              + " is registered already; give another code, or make one with new keys for it with"
              + " --ignore-warnings");
    }
  }
}
