import { expect } from "vitest";
import type { Actor, Answer } from "./actor.js";

export interface WireReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the answer; null when it is none. */
  readonly body: Answer | null;
}

interface WireOptions {
  /** Slug sent as X-MLFLOW-WORKSPACE. */
  readonly workspace?: string;
  /** Slug put before every path as /teams/<slug>. */
  readonly team?: string;
  /** What the client says it is. */
  readonly agent?: string;
}

/** An actor who speaks MLflow's REST API, as its clients write it; a failure prints the call and the answer. */
export class Mlflow {
  constructor(
    readonly actor: Actor,
    readonly options: WireOptions = {},
  ) {}

  /** The path of a call: `runs/create` is below /api/2.0/mlflow/, one that begins with a slash is as it is. */
  path(path: string): string {
    const prefix = this.options.team === undefined ? "" : `/teams/${this.options.team}`;
    return `${prefix}${path.startsWith("/") ? path : `/api/2.0/mlflow/${path}`}`;
  }

  headers(): Record<string, string> {
    const { workspace, agent = "mlflow-python-client/3.17.2" } = this.options;
    return {
      ...this.actor.headers(),
      "user-agent": agent,
      ...(workspace !== undefined && { "x-mlflow-workspace": workspace }),
    };
  }

  /** Sends anything; answers whatever came back. */
  async raw(method: string, path: string, init: RequestInit = {}): Promise<WireReply> {
    const response = await fetch(`${this.actor.url}${this.path(path)}`, {
      method,
      ...init,
      headers: { ...this.headers(), ...(init.headers as Record<string, string>) },
    });
    const text = await response.text();
    let body: Answer | null = null;
    try {
      body = JSON.parse(text) as Answer;
    } catch {
      // A file, or nothing.
    }
    return { status: response.status, headers: response.headers, text, body };
  }

  /** Sends a message: in the query for GET, else as JSON. */
  async send(method: string, path: string, message: Answer = {}): Promise<WireReply> {
    if (method !== "GET")
      return this.raw(method, path, {
        body: JSON.stringify(message),
        headers: { "content-type": "application/json" },
      });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(message))
      for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
    return this.raw("GET", query.size === 0 ? path : `${path}?${query}`);
  }

  /** Sends a message, and expects it to be done. */
  async call(method: string, path: string, message: Answer = {}): Promise<Answer> {
    const reply = await this.send(method, path, message);
    if (reply.status !== 200 || reply.body === null) expect.fail(this.story(method, path, message, reply));
    return reply.body;
  }

  async get(path: string, message: Answer = {}): Promise<Answer> {
    return this.call("GET", path, message);
  }

  async post(path: string, message: Answer = {}): Promise<Answer> {
    return this.call("POST", path, message);
  }

  /** Tries a call; answers status and error, `400 INVALID_PARAMETER_VALUE`; fails when it was done. */
  async refused(
    method: string,
    path: string,
    message: Answer = {},
  ): Promise<{ error: string; message: string; body: Answer }> {
    const reply = await this.send(method, path, message);
    if (reply.status < 400 || reply.body === null) expect.fail(this.story(method, path, message, reply));
    return { error: `${reply.status} ${reply.body.error_code}`, message: reply.body.message, body: reply.body };
  }

  /** Makes an experiment; answers its id. */
  async experiment(name: string, more: Answer = {}): Promise<string> {
    return (await this.post("experiments/create", { name, ...more })).experiment_id;
  }

  /** Starts a run; answers its id. */
  async run(experiment_id: string, more: Answer = {}): Promise<string> {
    return (await this.post("runs/create", { experiment_id, start_time: Date.now(), ...more })).run.info.run_id;
  }

  /** Announces a logged model; answers its id. */
  async loggedModel(experiment_id: string, more: Answer = {}): Promise<string> {
    return (await this.post("logged-models", { experiment_id, name: "model", ...more })).model.info.model_id;
  }

  /** Uploads a file by the artifact proxy; `place` is what stands after `mlflow-artifacts:/`. */
  async upload(place: string, bytes: string | Uint8Array): Promise<WireReply> {
    const path = place.split("/").map(encodeURIComponent).join("/");
    const reply = await this.raw("PUT", `/api/2.0/mlflow-artifacts/artifacts/${path}`, {
      body: bytes as RequestInit["body"] & {},
    });
    if (reply.status !== 200) expect.fail(this.story("PUT", place, {}, reply));
    return reply;
  }

  /** Downloads a file by the artifact proxy. */
  async download(place: string, headers: Record<string, string> = {}): Promise<WireReply> {
    const path = place.split("/").map(encodeURIComponent).join("/");
    return this.raw("GET", `/api/2.0/mlflow-artifacts/artifacts/${path}`, { headers });
  }

  story(method: string, path: string, message: Answer, reply: WireReply): string {
    return `${this.actor.handle} sent ${method} ${path}\n${JSON.stringify(message, null, 2)}\nand was answered ${reply.status}\n${reply.text.slice(0, 4_000)}`;
  }
}

/** Makes an experiment that only its team reads; the caller owns the team. Answers MLflow's id. */
export const teamExperiment = async (by: Mlflow, name: string): Promise<string> => {
  const number = await by.experiment(name);
  const { experiment } = await by.actor.ask("query ($id: ID!) { experiment(id: $id) { id } }", { id: number });
  await by.actor.do("updateExperiment", { experimentId: experiment.id, visibility: "TEAM" });
  return number;
};

/** What stands after `mlflow-artifacts:/` in an artifact URI. */
export const placeIn = (uri: string): string => uri.replace(/^mlflow-artifacts:\//, "");
