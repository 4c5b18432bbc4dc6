import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { freshLogKey, keptLogKey, keyFiles, readLogKeys } from "../../src/sequencer/log-key.js";
import { formatVkey } from "../../verify/log/vkey.js";

const ORIGIN = "registry.example/log";

const folderForKeys = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "countersign-keys-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const vkeysIn = (file: string): string[] => readLogKeys(file, ORIGIN).keys.map(({ key }) => formatVkey(key));

it("a key that nobody has seen takes the place of every key that was there, a rotation's too", () => {
  const file = join(folderForKeys(), "log-key.pem");
  for (const path of Object.values(keyFiles(file))) keptLogKey(path, ORIGIN);
  const before = vkeysIn(file);
  expect(before).toHaveLength(3);
  const fresh = formatVkey(freshLogKey(file, ORIGIN).key);
  expect(before).not.toContain(fresh);
  expect(vkeysIn(file)).toEqual([fresh]);
  expect(readdirSync(join(file, "..")).sort()).toEqual([
    "log-key.pem",
    "log-key.pem.compromised",
    "log-key.pem.next.compromised",
    "log-key.pem.retiring.compromised",
  ]);
});

/** Moves the files as a rotation does, in each folder once it is told to. */
const mover = `const { existsSync, renameSync } = require("node:fs");
  for (const file of require("node:worker_threads").workerData) {
    while (!existsSync(file + ".go"));
    renameSync(file, file + ".retiring");
    renameSync(file + ".next", file);
  }`;

it("whoever reads the keys while a rotation moves their files misses none", () => {
  const home = folderForKeys();
  const folders = Array.from({ length: 60 }, (_, at) => join(home, String(at)));
  const [first = ""] = folders;
  mkdirSync(first);
  const [old, coming] = ["log-key.pem", "log-key.pem.next"].map((name) =>
    formatVkey(keptLogKey(join(first, name), ORIGIN).key),
  );
  for (const folder of folders.slice(1)) cpSync(first, folder, { recursive: true });
  const files = folders.map((folder) => join(folder, "log-key.pem"));
  const moving = new Worker(mover, { eval: true, workerData: files });
  moving.unref();
  for (const file of files) {
    writeFileSync(`${file}.go`, "");
    for (let isMoved = false; !isMoved; ) {
      isMoved = existsSync(`${file}.retiring`) && !existsSync(`${file}.next`);
      expect(vkeysIn(file)).toEqual(expect.arrayContaining([old, coming]));
    }
  }
});
