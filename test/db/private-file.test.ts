import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readPrivateKey, writePrivateFile } from "../../src/db/private-file.js";
import { keptPackKey } from "../../src/evidence/pack/pack-key.js";

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "countersign-private-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

it("is written whole, for its owner alone, and what could not be put in its place leaves no draft", () => {
  const home = folder();
  const text = "secret\n".repeat(20_000);
  writePrivateFile(join(home, "key"), text);
  expect([readFileSync(join(home, "key"), "utf8") === text, statSync(join(home, "key")).mode & 0o777]).toEqual([
    true,
    0o600,
  ]);
  mkdirSync(join(home, "taken"));
  expect(() => writePrivateFile(join(home, "taken"), text)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(home).sort()).toEqual(["key", "taken"]);
});

it("that holds no whole key is named, and nothing is written over it", () => {
  const file = join(folder(), "pack-key.pem");
  keptPackKey(file);
  const whole = readFileSync(file, "utf8");
  for (const [content, says] of [
    [whole.slice(0, 70), "holds no private key that is whole"],
    ["", "is empty"],
    ["-----BEGIN PUBLIC KEY-----\n", "holds no private key that is whole"],
  ] as const) {
    writeFileSync(file, content);
    expect(() => keptPackKey(file)).toThrow(`${file} ${says}`);
    expect(readFileSync(file, "utf8")).toBe(content);
  }
  writeFileSync(file, whole);
  expect(readPrivateKey(file).asymmetricKeyType).toBe("ed25519");
});
