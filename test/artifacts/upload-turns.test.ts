import { describe, expect, it } from "vitest";
import { createUploadTurns, type UploadTurns } from "../../src/artifacts/upload-turns.js";
import type { Actor } from "../support/actor.js";
import { streamUp } from "../support/artifact-service.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld } from "../support/world.js";

/** An upload that goes on until it is told to end. */
const begin = (turns: UploadTurns, whose: string) => {
  const state = { begun: false };
  let end = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = turns.taking(whose, async () => {
    state.begun = true;
    await until;
    return "stored";
  });
  done.catch(() => undefined);
  return { state, done, end };
};
/** What has been promised already is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("uploads at once", () => {
  it("are as many as told; more wait and go in the order that they came", async () => {
    const turns = createUploadTurns({ most: 4, waitMs: 60_000 });
    const first = ["ana", "ana", "bo", "bo"].map((whose) => begin(turns, whose));
    const later = ["cyd", "dan", "eve"].map((whose) => begin(turns, whose));
    await settled();
    const begun = () => [...first, ...later].map(({ state }) => state.begun);
    expect(begun()).toEqual([true, true, true, true, false, false, false]);
    first[1]?.end();
    await first[1]?.done;
    await settled();
    expect(begun()).toEqual([true, true, true, true, true, false, false]);
    for (const { end } of [...first, ...later]) end();
    expect(await Promise.all([...first, ...later].map(({ done }) => done))).toEqual(Array(7).fill("stored"));
  });

  it("are of one sender half at the most, who keeps nobody else waiting", async () => {
    const turns = createUploadTurns({ most: 4, waitMs: 60_000 });
    const own = Array.from({ length: 4 }, () => begin(turns, "ana"));
    const other = begin(turns, "bo");
    await settled();
    expect(own.map(({ state }) => state.begun)).toEqual([true, true, false, false]);
    expect(other.state.begun).toBe(true);
    for (const { end, done } of [...own, other]) {
      end();
      await done;
    }
  });

  it("that wait too long are refused, and take no turn from others; one that fails gives its turn back", async () => {
    const turns = createUploadTurns({ most: 1, waitMs: 20 });
    const first = begin(turns, "ana");
    await expect(begin(turns, "bo").done).rejects.toMatchObject({ code: "UNAVAILABLE" });
    first.end();
    await first.done;
    await expect(turns.taking("cyd", () => Promise.reject(new Error("the sender went away")))).rejects.toThrow("away");
    expect(await turns.taking("dan", async () => "stored")).toBe("stored");
  });
});

it("a service takes in two files at once, one of each person; the third waits and is stored", {
  tags: "race",
}, async () => {
  const world = await openWorld({ env: { COUNTERSIGN_MAX_UPLOADS: "2" } });
  try {
    const [ana, bo] = [
      await world.user("ana", { risk: ["CONTRIBUTOR"] }),
      await world.user("bo", { risk: ["CONTRIBUTOR"] }),
    ];
    const rootOf = async (actor: Actor): Promise<string> => {
      const mlflow = new Mlflow(actor);
      return placeIn((await mlflow.get("runs/get", { run_id: await mlflow.run("0") })).run.info.artifact_uri);
    };
    const roots = new Map([
      [ana, await rootOf(ana)],
      [bo, await rootOf(bo)],
    ]);
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slowly = async function* (): AsyncGenerator<Buffer> {
      for (let part = 0; part < 100; part++) yield Buffer.alloc(100_000, part);
      begun();
      await finished;
      yield Buffer.from("the end");
    };
    const slow = streamUp(ana, `${roots.get(ana)}/slow`, slowly());
    await running;
    const order: string[] = [];
    const noted = async (name: string, by = ana) => {
      const answer = await streamUp(by, `${roots.get(by)}/${name}`, [Buffer.from(name)]);
      order.push(`${name} ${answer?.status}`);
    };
    const waiting = noted("second of ana");
    await noted("first of bo", bo);
    expect(order).toEqual(["first of bo 200"]);
    finish();
    expect((await slow)?.status).toBe(200);
    await waiting;
    expect(order).toEqual(["first of bo 200", "second of ana 200"]);
  } finally {
    await world.close();
  }
});
