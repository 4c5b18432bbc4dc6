// @module-tag race
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveNames, takeNames } from "../../src/artifacts/local/names.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "countersign-names-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("of many uploads of the same bytes that go at once one stays, and the digest is a name of it", async () => {
  for (let round = 0; round < 80; round++) {
    const digest = round.toString(16).padStart(64, "0");
    const digestName = join(folder, digest);
    const [stays = "", ...go] = [3, 0, 1, 2, 4, 5, 6, 7].map((index) => `${digestName}-${index}`);
    for (const path of [stays, ...go]) {
      const arriving = `${path}.arriving`;
      writeFileSync(arriving, "the same");
      await giveNames(arriving, path);
    }
    // The newest, which the digest names, passes it on while the others, a little later, are about to go.
    const goes = async (path: string, after: number): Promise<void> => {
      for (let turn = 0; turn < after; turn++) await setImmediate();
      await takeNames(path, digestName);
    };
    await Promise.all(go.reverse().map((path, index) => goes(path, index * (round % 8))));
    expect(readdirSync(folder).filter((name) => name.startsWith(digest))).toEqual([digest, `${digest}-3`]);
    expect(statSync(digestName).ino, `round ${round}`).toBe(statSync(stays).ino);
  }
});
