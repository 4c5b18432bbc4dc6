import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { StartError } from "../../src/config.js";
import { checkAnchors, readAnchors, readAuthorities } from "../../src/sequencer/keepers/read-keepers.js";
import { readWitnesses } from "../../src/sequencer/keepers/read-witnesses.js";
import { noteSigner } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { issue, pemOf } from "../support/tsa.js";

const folder = mkdtempSync(join(tmpdir(), "countersign-anchors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = {
  anchors: null,
  home: "/srv/registry",
  logDir: "/srv/registry/log",
  stateDir: "/home/me/.local/state",
};

const written = (text: string, mode = 0o600): string => {
  const file = join(folder, "anchors.json");
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};

const authority = (url: string, ca: string): string => JSON.stringify([{ kind: "rfc3161", url, ca }]);

const refused: [string, string, string][] = [
  ["what is no JSON", "{", "is no JSON"],
  ["what is no list", "{}", "must be a JSON array"],
  ["an authority without certificates", '[{"kind":"rfc3161","url":"https://tsa.example"}]', 'needs "ca"'],
  [
    "an authority whose certificates are gone",
    authority("https://tsa.example", "/none.pem"),
    "/none.pem cannot be read (ENOENT)",
  ],
  [
    "an authority whose certificates are none",
    authority("https://tsa.example", fileURLToPath(import.meta.url)),
    "holds no certificates",
  ],
  ["an authority with a password", authority("https://me:secret@tsa.example", "/x"), "without a password"],
  ["a strange kind", '[{"kind":"s3"}]', 'must have a "kind"'],
  ["a path that is relative", '[{"kind":"file","path":"../x"}]', "an absolute path"],
  ["a member too many", '[{"kind":"file","path":"/x","mode":"a"}]', 'has "mode"'],
  ["a branch that is an option", '[{"kind":"git","repository":"/x","branch":"--all"}]', 'needs "branch"'],
  ["a remote that is a URL", '[{"kind":"git","repository":"/x","remote":"ext::sh"}]', 'needs "remote"'],
];

it.each(refused)("anchors are refused: %s", (_, text, words) => {
  const anchors = written(text);
  expect(() => checkAnchors({ anchors })).toThrow(StartError);
  expect(() => checkAnchors({ anchors })).toThrow(words);
});

it("anchors in a file that others read are refused, and so is the same one twice, or no file", () => {
  expect(() => checkAnchors({ anchors: written("[]", 0o640) })).toThrow("chmod 600");
  const twice = written('[{"kind":"file","path":"/x"},{"kind":"file","path":"/y/../x"}]');
  expect(() => checkAnchors({ anchors: twice })).toThrow("is there twice");
  expect(() => checkAnchors({ anchors: join(folder, "none.json") })).toThrow("ENOENT");
});

it("without any there is a weak one of the user's, never within the data", () => {
  const [weak, ...others] = readAnchors(settings, "registry.example/log");
  expect(weak).toMatchObject({ isWeak: true, target: "/home/me/.local/state/countersign/registry.example-log.anchor" });
  expect(others).toEqual([]);
  for (const home of ["/home/me", "/home/me/.local/state/countersign"])
    expect(readAnchors({ ...settings, home }, "registry.example/log")).toEqual([]);
  expect(readAnchors({ ...settings, anchors: written("[]") }, "registry.example/log")).toEqual([]);
});

it("an authority gives nothing back: the weak file stands beside it, unless another anchor does", async () => {
  const url = "https://tsa.example/tsr";
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, pemOf(await issue({ name: "Root", authority: {} })));
  const stamped = { kind: "rfc3161", url, ca };
  const alone = { ...settings, anchors: written(JSON.stringify([stamped])) };
  expect(readAuthorities(alone)).toMatchObject([{ url, roots: [{ commonName: "Root" }] }]);
  expect(readAnchors(alone, "registry.example/log")).toMatchObject([{ isWeak: true }]);
  const both = { ...settings, anchors: written(JSON.stringify([stamped, { kind: "file", path: "/x" }])) };
  expect(readAnchors(both, "registry.example/log")).toMatchObject([{ isWeak: false, target: "/x" }]);
  expect(() => checkAnchors({ anchors: written(JSON.stringify([stamped, stamped])) })).toThrow("is there twice");
});

const vkey = formatVkey(noteSigner("witness.example/w", generateKeyPairSync("ed25519").privateKey, 0x04).key);
const policies: [string, string, string][] = [
  ["no policy", "hello\n", "line 1 of the policy"],
  ["no quorum", `witness w ${vkey} https://w.example\n`, "no line `quorum"],
  ["no URL", `witness w ${vkey}\nquorum w\n`, "needs an http(s) URL"],
  ["a URL with a password", `witness w ${vkey} https://me:secret@w.example\nquorum w\n`, "without a password"],
  ["no web address", `witness w ${vkey} file:///etc/passwd\nquorum w\n`, "needs an http(s) URL"],
];
it.each(policies)("witnesses are refused: %s", (_, text, words) => {
  expect(() => readWitnesses({ witnesses: written(text) })).toThrow(words);
});

it("witnesses are those of the policy, with its quorum; without a file there are none", () => {
  const witnesses = written(`# ours\nwitness w ${vkey} https://w.example/\nquorum w\n`);
  expect(readWitnesses({ witnesses })).toMatchObject({
    quorum: "w",
    witnesses: [{ name: "w", url: "https://w.example/" }],
  });
  expect(readWitnesses({ witnesses: null })).toBe(null);
  expect(() => readWitnesses({ witnesses: join(folder, "none") })).toThrow("ENOENT");
});
