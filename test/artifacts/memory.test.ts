// @module-tag leak
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { expect, it } from "vitest";
import { startArtifactService, streamUp } from "../support/artifact-service.js";
import { proxied } from "../support/exactly.js";

const MIB = 1024 * 1024;
const SIZE = 256;
const ALLOWED = 64 * MIB;

const status = (pid: number, field: "VmRSS" | "VmHWM"): number =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

/** The most memory that a process held while something was done, beyond what it held before. */
const growth = async (pid: number, run: () => Promise<void>): Promise<number> => {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = status(pid, "VmRSS");
  await run();
  return status(pid, "VmHWM") - before;
};

it.runIf(process.platform === "linux")(`a file of ${SIZE} MiB goes up and comes down in 64 MiB of memory`, async () => {
  const { service, admin, mlflow, root } = await startArtifactService();
  const pid = service.process.pid ?? 0;
  await mlflow.upload(`${root}/warm`, randomBytes(5 * MIB));
  await mlflow.download(`${root}/warm`);
  const part = randomBytes(MIB);
  const hash = createHash("sha256");
  const parts = function* (): Generator<Buffer> {
    for (let index = 0; index < SIZE; index++) {
      part.writeUInt32LE(index);
      const each = Buffer.from(part);
      hash.update(each);
      yield each;
    }
  };
  const up = await growth(pid, async () => {
    expect(await streamUp(admin, `${root}/big`, parts())).toEqual({ status: 200, text: "{}" });
  });
  const received = createHash("sha256");
  const down = await growth(pid, async () => {
    const { hostname, port } = new URL(admin.url);
    await new Promise<void>((resolve, reject) => {
      request({ hostname, port, path: proxied(`${root}/big`), headers: admin.headers(), agent: false }, (response) => {
        response.on("data", (each: Buffer) => received.update(each));
        response.on("end", resolve);
        response.on("error", reject);
      })
        .on("error", reject)
        .end();
    });
  });
  expect(received.digest("hex")).toBe(hash.digest("hex"));
  expect({ up: up <= ALLOWED, down: down <= ALLOWED }, `grew by ${up / MIB} and ${down / MIB} MiB`).toEqual({
    up: true,
    down: true,
  });
});
