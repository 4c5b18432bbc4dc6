import { type Client, UnexpectedAnswer } from "./client.js";

/** How MLflow refuses (`error_code` of `databricks.proto`). */
export interface WireRefusal {
  readonly error_code: string;
  readonly message: string;
}

const send = async ({ url, token }: Client, method: string, path: string, body?: Buffer | object): Promise<Response> =>
  fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
  });

const unexpected = async (who: Client, method: string, path: string, body: unknown, response: Response) =>
  new UnexpectedAnswer(`${who.handle} got HTTP ${response.status}`, `${method} ${path}`, body, await response.text());

/** Posts one call of MLflow's REST API that must succeed, e.g. `runs/create`; answers its message. */
export const post = async <Answer = object>(who: Client, call: string, body: object): Promise<Answer> => {
  const path = `/api/2.0/mlflow/${call}`;
  const response = await send(who, "POST", path, body);
  if (!response.ok) throw await unexpected(who, "POST", path, body, response);
  return (await response.json()) as Answer;
};

/** Posts one call that must be refused. */
export const postRefused = async (who: Client, call: string, body: object): Promise<WireRefusal> => {
  const path = `/api/2.0/mlflow/${call}`;
  const response = await send(who, "POST", path, body);
  if (response.ok) throw await unexpected(who, "POST", path, body, response);
  return (await response.json()) as WireRefusal;
};

/** Uploads a file; `place` is relative to the server's artifact root, as in `mlflow-artifacts:/1/…/model.json`. */
export const upload = async (who: Client, place: string, bytes: Buffer): Promise<void> => {
  const path = `/api/2.0/mlflow-artifacts/artifacts/${place}`;
  const response = await send(who, "PUT", path, bytes);
  if (!response.ok) throw await unexpected(who, "PUT", path, `${bytes.length} bytes`, response);
};

/** Downloads a file of a model version. */
export const download = async (who: Client, name: string, version: number, path: string): Promise<Buffer> => {
  const query = new URLSearchParams({ name, version: String(version), path });
  const response = await send(who, "GET", `/model-versions/get-artifact?${query}`);
  if (!response.ok) throw await unexpected(who, "GET", `/model-versions/get-artifact?${query}`, {}, response);
  return Buffer.from(await response.arrayBuffer());
};
