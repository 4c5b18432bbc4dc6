import { readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Actor } from "./actor.js";
import { testDatabase } from "./database.js";
import { proxied } from "./exactly.js";
import { Mlflow, placeIn } from "./mlflow.js";
import { type Service, startService, temporaryHome } from "./service.js";

/** A service in a process of its own, with a run to log to. */
export interface ArtifactService {
  readonly service: Service;
  readonly home: string;
  readonly env: Record<string, string>;
  readonly admin: Actor;
  readonly mlflow: Mlflow;
  readonly run: string;
  /** What stands after `mlflow-artifacts:/` for the run's files. */
  readonly root: string;
}

export interface ArtifactServiceOptions {
  /** Furnishes the home before the start. */
  prepare?: (home: string) => void;
  env?: Record<string, string>;
}

/** Starts a service on a database of its own. */
export const startArtifactService = async ({
  prepare,
  env: more = {},
}: ArtifactServiceOptions = {}): Promise<ArtifactService> => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const home = temporaryHome();
  prepare?.(home);
  const env = { DATABASE_URL: database.runtimeUrl, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: "warn", ...more };
  const service = startService({ home, env });
  const url = await service.url();
  const admin = new Actor(url, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
  const mlflow = new Mlflow(admin);
  const run = await mlflow.run("0");
  const root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
  return { service, home, env, admin, mlflow, run, root };
};

/** Resolves when more can be written, or never will be. */
const room = (outgoing: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.on("drain", done).on("close", done);
  });

/** Uploads what the parts make; answers the status, and null when the connection broke. */
export const streamUp = (
  actor: Actor,
  place: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string } | null> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(actor.url);
    const options = {
      hostname,
      port,
      method: "PUT",
      path: proxied(place),
      headers: { ...actor.headers(), ...headers },
    };
    const outgoing = request({ ...options, agent: false }, (response) => {
      let text = "";
      response.on("data", (part) => {
        text += String(part);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", () => resolve(null));
    });
    outgoing.on("error", () => resolve(null));
    void (async () => {
      for await (const part of parts) {
        if (outgoing.destroyed) return;
        if (!outgoing.write(part)) await room(outgoing);
      }
      outgoing.end();
    })();
  });
