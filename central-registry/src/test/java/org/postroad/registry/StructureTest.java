// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.IOException;
import java.security.PrivateKey;
import org.junit.jupiter.api.Test;
import org.postroad.testing.Rooms;
import org.postroad.testing.Sources;

class StructureTest {

  private static final Rooms ROOMS = Rooms.of("org.postroad.registry");

  @Test
  void roomsAreFreeOfCyclesAndOfTheRoot() {
    ROOMS.areFreeOfCycles();
    ROOMS.neverUseTheRoot();
  }

  @Test
  void roomsUseOnlyTheRoomsBelowThem() {
    ROOMS.allow("membership");
    ROOMS.allow("trust");
    ROOMS.allow("catalog", "membership", "net");
    ROOMS.allow("store", "membership", "trust", "catalog", "publication");
    ROOMS.allow("publication", "membership", "trust");
    ROOMS.allow("history", "membership", "trust", "publication");
    ROOMS.allow("witness");
    ROOMS.allow("distribution", "publication", "net");
    ROOMS.allow("net");
    ROOMS.allow("dispatch");
    ROOMS.allow("management", "membership", "net", "dispatch");
    ROOMS.allow("admin", "membership", "trust", "catalog", "publication", "history", "net");
  }

  @Test
  void librariesStayInTheirRooms() {
    ROOMS.confine(new String[] {"io.netty.."}, "distribution", "net");
    ROOMS.confine(new String[] {"org.apache.cxf.."}, "dispatch", "management", "admin");
    ROOMS.confine(new String[] {"jakarta.ws.rs.."}, "admin");
    ROOMS.confine(new String[] {"java.sql..", "javax.sql..", "org.h2..", "com.zaxxer.."}, "store");
    ROOMS.confine(new String[] {"org.apache.xml.security..", "picocli.."});
  }

  @Test
  void theSecurityServerIsAStranger() {
    ROOMS.confine(new String[] {"org.postroad.securityserver..", "org.postroad.cli.."});
  }

  @Test
  void noRoomSeesAPrivateKey() {
    ROOMS.check(noClasses().should().dependOnClassesThat(type(PrivateKey.class)));
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
