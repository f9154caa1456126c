// SPDX-License-Identifier: MIT

package org.postroad.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.IOException;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.postroad.testing.Rooms;
import org.postroad.testing.Sources;

class StructureTest {

  private static final Rooms ROOMS = Rooms.of("org.postroad.cli");

  @Test
  void roomsAreFreeOfCycles() {
    ROOMS.areFreeOfCycles();
  }

  @Test
  void onlyTheLauncherKnowsAllCommands() {
    ROOMS.allow("output");
    ROOMS.allow("audit", "output");
    ROOMS.allow("call", "output", "catalog");
    ROOMS.allow("catalog", "output");
    ROOMS.allow("log", "output", "sandbox", "audit");
    ROOMS.allow("process", "output");
    ROOMS.allow("instance", "output", "process");
    ROOMS.allow("administration", "output", "process");
    ROOMS.allow("registry", "output", "process", "instance", "administration");
    ROOMS.allow("takeover", "process");
    ROOMS.allow("serverconf", "process");
    ROOMS.allow("server", "output", "process", "administration", "takeover", "serverconf");
    ROOMS.allow("why", "output", "process", "server");
    ROOMS.allow("apply", "output", "process", "administration", "server");
    ROOMS.allow("doctor", "output", "process", "server", "instance");
  }

  @Test
  void librariesStayInTheirRooms() {
    ROOMS.confine(
        new String[] {"java.sql..", "javax.sql..", "org.h2..", "com.zaxxer.."},
        "sandbox",
        "serverconf");
    ROOMS.confine(
        new String[] {
          "io.netty..", "org.apache.xml.security..", "org.apache.cxf..", "eu.europa.."
        });
  }

  @Test
  void onlyTheTestAuthorityOfTheSandboxSeesAPrivateKey() {
    ROOMS.check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..cli.sandbox..")
            .should()
            .dependOnClassesThat(type(PrivateKey.class)));
  }

  @Test
  void sourcesKeepTheHouseRules() throws IOException {
    var sources = Sources.ofThisModule();
    sources.suppressNothing();
    sources.markEveryPackage();
    sources.nameTheLicence();
    sources.areShort();
  }
}
