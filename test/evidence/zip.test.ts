import { execFileSync } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { createTurns } from "../../src/evidence/pack/turns.js";
import { inPieces, type PartFacts, type ZipPart, zipOf } from "../../src/evidence/pack/zip.js";
import { checkout } from "../support/checkout.js";
import { readZip } from "../support/zip.js";

const large = Buffer.alloc(600_000, "a line of some length\n");

const parts = async function* (): AsyncGenerator<ZipPart> {
  yield { name: "a.txt", data: Buffer.from("short") };
  yield {
    name: "b.jsonl",
    data: (async function* () {
      for (let piece = 0; piece < 50; piece++) yield Buffer.from(`${piece}\n`.repeat(1_000));
    })(),
  };
  yield { name: "c/large", data: large };
  for (let each = 0; each < 3_000; each++)
    yield { name: `d/${each}`, data: Buffer.from(`part ${each}`.repeat(50)), stored: true };
  yield { name: "e", data: Buffer.alloc(0) };
};

it("a zip has its parts in their order, whole, and tells of each when it has passed", async () => {
  const noted = new Map<string, PartFacts>();
  const files = readZip(await buffer(inPieces(zipOf(parts(), (name, facts) => noted.set(name, facts)))));
  expect([...files.keys()]).toEqual([...noted.keys()]);
  expect(files.size).toBe(3_004);
  expect(files.get("c/large")?.equals(large)).toBe(true);
  expect(files.get("d/2999")?.toString()).toBe("part 2999".repeat(50));
  for (const [name, { size }] of noted) expect(files.get(name)?.length).toBe(size);
});

it("a part that fails, and a receiver that goes away, end the zip", async () => {
  const failing = async function* (): AsyncGenerator<ZipPart> {
    yield { name: "a", data: Buffer.from("short") };
    yield {
      name: "b",
      data: (async function* () {
        yield Buffer.from("begun");
        throw new Error("the entry is gone");
      })(),
    };
  };
  await expect(buffer(zipOf(failing(), () => undefined))).rejects.toThrow("the entry is gone");
  let ended = false;
  const endless = async function* (): AsyncGenerator<ZipPart> {
    try {
      for (let each = 0; ; each++) yield { name: `${each}`, data: large };
    } finally {
      ended = true;
    }
  };
  const zip = zipOf(endless(), () => undefined);
  for await (const _ of zip) break;
  await expect.poll(() => ended).toBe(true);
});

it("the bytes are the same wherever the clock stands", () => {
  const program = `
    import { createHash } from "node:crypto";
    import { buffer } from "node:stream/consumers";
    import { zipOf } from "./src/evidence/pack/zip.ts";
    const parts = async function* () { yield { name: "a", data: Buffer.from("the same") }; };
    console.log(createHash("sha256").update(await buffer(zipOf(parts(), () => undefined))).digest("hex"));`;
  const digests = ["UTC", "Pacific/Apia", "America/St_Johns"].map((TZ) =>
    execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
      cwd: checkout,
      env: { ...process.env, TZ },
      encoding: "utf8",
    }),
  );
  expect(new Set(digests).size).toBe(1);
});

it("so much is done at a time, in its order, and once for each key", async () => {
  const turns = createTurns(2);
  const begun: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<string>>();
  const work = (key: string) =>
    turns.take(key, () => {
      begun.push(key);
      const gate = Promise.withResolvers<string>();
      gates.set(key, gate);
      return gate.promise;
    });
  const [one, two, three, same] = [work("1"), work("2"), work("3"), work("1")];
  await expect.poll(() => begun).toEqual(["1", "2"]);
  gates.get("1")?.reject(new Error("it failed"));
  await expect(one).rejects.toThrow("it failed");
  await expect(same).rejects.toThrow("it failed");
  await expect.poll(() => begun).toEqual(["1", "2", "3"]);
  gates.get("2")?.resolve("second");
  gates.get("3")?.resolve("third");
  expect(await Promise.all([two, three])).toEqual(["second", "third"]);
});
