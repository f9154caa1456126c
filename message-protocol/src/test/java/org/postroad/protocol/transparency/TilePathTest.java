// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "0,0,256,tile/0/000",
    "0,1234067,256,tile/0/x001/x234/067",
    "63,999,1,tile/63/999.p/1",
    "1,1000,255,tile/1/x001/000.p/255",
    "0,9223372036854775807,256,tile/0/x009/x223/x372/x036/x854/x775/807"
  })
  void printsAndParsesThePathsOfTheSpecification(int level, long index, int width, String path) {
    TilePath tile = TilePath.tile(level, index, width);
    assertEquals(path, tile.toString());
    assertEquals(tile, TilePath.parse(path));
  }

  @Test
  void entriesHaveAFolderOfTheirOwn() {
    assertEquals("tile/entries/x001/000.p/3", TilePath.entries(1000, 3).toString());
    assertEquals(TilePath.entries(1000, 3), TilePath.parse("tile/entries/x001/000.p/3"));
    assertEquals("tile/entries/x001/000", TilePath.entries(1000, 3).full().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/000",
        "tile/0/001/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/+1/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/99999999999999999999/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/4294967297",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000/p/1",
        "tile/0.p/000/1",
        "tile/0/000.p/1/",
        "/tile/0/000",
        "tiles/0/000",
        "tile/entries",
        "tile/Entries/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/\u0660\u0660\u0660",
        "tile/0/../000"
      })
  void refusesEveryOtherSpelling(String path) {
    assertThrows(Unproven.class, () -> TilePath.parse(path));
  }

  @Test
  void refusesWidthsAndLevelsThatNoTileHas() {
    assertThrows(Unproven.class, () -> TilePath.tile(64, 0, 1));
    assertThrows(Unproven.class, () -> TilePath.tile(0, -1, 1));
    assertThrows(Unproven.class, () -> TilePath.tile(0, 0, 0));
    assertThrows(Unproven.class, () -> TilePath.tile(0, 0, 257));
    assertThrows(Unproven.class, () -> new TilePath(true, 1, 0, 1));
  }
}
