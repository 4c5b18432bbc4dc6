import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inclusionProof, rootAt, verifyInclusion } from "../../verify/log/proofs.js";
import { entriesPath, pathOf, readBundle, tileReader, widthAt } from "../../verify/log/tiles.js";
import { type Believed, openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { leafHash } from "../../verify/log/tree.js";
import { formatVkey } from "../../verify/log/vkey.js";
import type { Actor } from "../support/actor.js";
import { startSequencer, untilSigned } from "../support/sequencer.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
});
afterAll(() => world?.close());

/** A log in the folder that the world's service serves from, signed once. */
const sign = async (): Promise<void> => {
  if (existsSync(join(world.config.logDir, "checkpoint"))) return;
  const sequencer = startSequencer(world.database, world.config.home);
  await untilSigned(world.database, world.config.home);
  sequencer.process.kill("SIGTERM");
  expect(await sequencer.end()).toBe(0);
};

const opened = async (get: (path: string) => Promise<Response>): Promise<Believed> => {
  const policy = parsePolicy(await (await get("/log/policy")).text());
  return openCheckpoint(await (await get("/log/checkpoint")).text(), policy);
};

it("serves the log to auditors, as the specification says, and is absent to all else", async () => {
  expect((await world.admin.get("/log/checkpoint")).status).toBe(404);
  expect((await world.admin.get("/log/policy")).status).toBe(404);
  await sign();
  const get = (path: string): Promise<Response> => world.admin.get(path);
  const { size, root, origin, signatures } = await opened(get);
  expect(size).toBeGreaterThan(5n);
  const vkeys = await (await get("/log/vkeys")).text();
  expect([vkeys, origin]).toEqual([`${signatures.map(({ key }) => formatVkey(key)).join("")}\n`, signatures[0]?.name]);

  const bytesOf = async (path: string): Promise<Buffer> => Buffer.from(await (await get(path)).arrayBuffer());
  const read = tileReader((tile) => bytesOf(`/log/${pathOf(tile)}`), size);
  expect(Buffer.compare(await rootAt(read, size), root)).toBe(0);
  const bundlePath = entriesPath(0n, widthAt({ level: "entries", n: 0n }, size));
  const entries = readBundle(await bytesOf(`/log/${bundlePath}`)) ?? [];
  const proof = await inclusionProof(read, 3n, size);
  expect(verifyInclusion({ leaf: leafHash(entries[3]!), index: 3n, size, root, proof })).toBe(true);

  const headersOf = async (path: string, accepts = "identity") => {
    const { headers } = await world.admin.get(path, { "accept-encoding": accepts });
    return ["content-type", "cache-control", "content-encoding"].map((name) => headers.get(name));
  };
  expect(await headersOf("/log/checkpoint")).toEqual(["text/plain; charset=utf-8", "no-cache", null]);
  const forGood = "private, max-age=31536000, immutable";
  expect(await headersOf(`/log/${bundlePath}`)).toEqual(["application/octet-stream", forGood, null]);
  expect(await headersOf(`/log/${bundlePath}`, "gzip")).toEqual(["application/octet-stream", forGood, "gzip"]);
  expect(await headersOf(`/log/${bundlePath.replace("entries", "0")}`, "gzip")).toEqual([
    "application/octet-stream",
    forGood,
    null,
  ]);

  for (const path of ["/log/checkpoint", "/log/policy", "/log/vkeys", `/log/${bundlePath}`]) {
    expect((await ana.get(path)).status).toBe(404);
    expect((await fetch(world.url + path)).status).toBe(401);
  }
});

it("knows one spelling of a tile, and none that no checkpoint covers", async () => {
  await sign();
  const { size } = await opened((path) => world.admin.get(path));
  const width = Number(size);
  copyFileSync(
    join(world.config.logDir, `tile/0/000.p/${width}`),
    join(world.config.logDir, `tile/0/000.p/${width + 1}`),
  );
  const wrong = [
    `tile/0/000.p/${width + 1}`,
    "tile/0/000",
    "tile/0/001",
    `tile/0/0.p/${width}`,
    `tile/00/000.p/${width}`,
    `tile/0/x000/000.p/${width}`,
    `tile/0/%30%30%30.p/${width}`,
    `tile/0/000.p%2f${width}`,
    `tile/0/000.p/${width}/`,
    `tile//0/000.p/${width}`,
    "tile/0/..%2f..%2fcheckpoint",
    "tile/",
    "checkpoint/",
    "tiles",
  ];
  const answers = await Promise.all(wrong.map((path) => world.admin.get(`/log/${path}`)));
  expect(answers.map(({ status }, at) => [wrong[at], status])).toEqual(wrong.map((path) => [path, 404]));
  expect((await world.admin.get(`/log/tile/0/000.p/${width}`)).status).toBe(200);
});

it("opens to whoever is signed in, or to everybody, when the operator says so", async () => {
  await sign();
  const statuses = async (url: string): Promise<number[]> => {
    const path = `${url}/log/checkpoint`;
    return Promise.all([
      fetch(path).then(({ status }) => status),
      fetch(path, { headers: { authorization: `Bearer ${ana.token}` } }).then(({ status }) => status),
    ]);
  };
  const authenticated = await world.replica({ logAccess: "authenticated" });
  const open = await world.replica({ logAccess: "public" });
  try {
    expect(await statuses(world.url)).toEqual([401, 404]);
    expect(await statuses(authenticated.url)).toEqual([401, 200]);
    expect(await statuses(open.url)).toEqual([200, 200]);
    const { size } = await opened((path) => fetch(open.url + path));
    const tile = await fetch(`${open.url}/log/tile/0/000.p/${size}`);
    expect(tile.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  } finally {
    await authenticated.close();
    await open.close();
  }
});
