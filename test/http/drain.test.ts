import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { expect, it, onTestFinished } from "vitest";
import { buildApp } from "../../src/http/app.js";
import { createInFlight } from "../../src/http/budget.js";
import { createConnections, type Grace } from "../../src/http/connections.js";
import type { Door } from "../../src/http/door.js";
import { createMetrics } from "../../src/http/metrics.js";
import { restRefusal } from "../../src/http/refusal.js";
import { until } from "../support/until.js";
import { guardsOf, onlyGoodToken } from "./stub-service.js";

/** One request that waits to be released, and one that takes a file as it comes. */
const openHall = async () => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let waiting = 0;
  const hall: Door = {
    name: "hall",
    isMine: () => true,
    refuse: restRefusal,
    routes: async (app) => {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser("*", (_, payload, done) => done(null, payload));
      app.get("/guest", { config: { policy: "public" } }, async () => "welcome");
      app.get("/wait", { config: { policy: "public" } }, async () => {
        waiting++;
        await released;
        return "done";
      });
      for (const [url, file] of [
        ["/file", true],
        ["/message", false],
      ] as const)
        app.put<{ Body: IncomingMessage }>(url, { config: { policy: "public", file } }, async ({ body }) => {
          waiting++;
          let bytes = 0;
          for await (const part of body) bytes += (part as Buffer).length;
          return String(bytes);
        });
    },
  };
  const connections = createConnections();
  const log = pino({ level: "silent" });
  const app = await buildApp({
    guards: guardsOf(onlyGoodToken),
    doors: [hall],
    log,
    metrics: createMetrics(),
    inFlight: createInFlight(),
    connections,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  onTestFinished(async () => {
    release();
    await app.close();
  });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    release,
    connections,
    /** Waits until so many requests are in their handlers. */
    busy: (count: number) => until("the requests arrive", () => waiting === count),
    end: (grace: Grace) => connections.end(() => app.close(), grace),
  };
};

/** Sends pieces until told to stop, or until the connection breaks. */
const drip = (url: string) => {
  const sent: ClientRequest = request(url, { method: "PUT", headers: { "transfer-encoding": "chunked" } });
  const answered = new Promise<string>((resolve) => {
    sent.once("error", () => resolve("broken off"));
    sent.once("response", async (response) => {
      let text = "";
      for await (const part of response) text += String(part);
      resolve(text);
    });
  });
  sent.write("x");
  const dripping = setInterval(() => sent.write("x"), 20);
  const stop = (): void => clearInterval(dripping);
  onTestFinished(stop);
  return {
    answered,
    stop,
    finish: () => {
      stop();
      sent.end();
    },
  };
};

const got = (url: string): Promise<string> =>
  fetch(url).then(
    (answer) => answer.text(),
    () => "broken off",
  );

it("requests in flight finish, and nothing is broken off", async () => {
  const hall = await openHall();
  const answer = got(`${hall.url}/wait`);
  await hall.busy(1);
  const ended = hall.end({ requestsMs: 30_000, transfersMs: 30_000 });
  expect(await got(`${hall.url}/guest`)).toBe("broken off");
  hall.release();
  expect([await answer, await ended]).toEqual(["done", 0]);
});

it("while it drains it answers, and asks for new connections", async () => {
  const hall = await openHall();
  expect((await fetch(`${hall.url}/guest`)).headers.get("connection")).toBe("keep-alive");
  hall.connections.drain();
  const last = await fetch(`${hall.url}/guest`);
  expect([last.status, last.headers.get("connection")]).toEqual([200, "close"]);
  expect(await got(`${hall.url}/guest`)).toBe("welcome");
});

it("a request that outstays its time is broken off, a file whose bytes move is not", async () => {
  const hall = await openHall();
  const slow = got(`${hall.url}/wait`);
  const message = drip(`${hall.url}/message`);
  const file = drip(`${hall.url}/file`);
  await hall.busy(3);
  const ended = hall.end({ requestsMs: 1_000, transfersMs: 60_000 });
  expect([await slow, await message.answered]).toEqual(["broken off", "broken off"]);
  file.finish();
  expect(Number(await file.answered)).toBeGreaterThan(1);
  expect(await ended).toBe(2);
});

it("a file that stands still is broken off as a request is, one that never ends in the time of files", async () => {
  const hall = await openHall();
  const still = drip(`${hall.url}/file`);
  const endless = drip(`${hall.url}/file`);
  await hall.busy(2);
  still.stop();
  let ended = 0;
  const all = hall.end({ requestsMs: 1_000, transfersMs: 3_000 }).then((count) => {
    ended = count;
  });
  expect(await still.answered).toBe("broken off");
  expect(ended).toBe(0);
  expect(await endless.answered).toBe("broken off");
  await all;
  expect(ended).toBe(2);
});
