import { type Client, createClient } from "./client.js";

/** Speaks MLflow's REST API to a server, ours or upstream's. */
export interface Wire extends Pick<Client, "close"> {
  readonly url: string;
  readonly token: string;
  /** POSTs a message below /api/2.0/mlflow/; throws unless it is answered 200. */
  post<Reply = Record<string, unknown>>(path: string, message: object): Promise<Reply>;
  /** The same of a message that is JSON already. */
  postText(path: string, body: string): Promise<string>;
}

const json = { "content-type": "application/json" };

/** With at most `connections` at once. */
export const createWire = (url: string, token: string, connections: number): Wire => {
  const client = createClient(url, token, connections);
  const postText = async (path: string, body: string): Promise<string> => {
    const answer = await client.send("POST", `/api/2.0/mlflow/${path}`, { headers: json, body });
    if (answer.status !== 200) throw new Error(`${url} ${path}: ${answer.status} ${answer.body.slice(0, 1_000)}`);
    return answer.body;
  };
  return {
    url,
    token,
    postText,
    post: async <Reply>(path: string, message: object) =>
      JSON.parse(await postText(path, JSON.stringify(message))) as Reply,
    close: () => client.close(),
  };
};

let made = 0;

/** Makes an experiment with so many runs; their ids. */
export const makeRuns = async (wire: Wire, count: number): Promise<string[]> => {
  const name = `bench-${Date.now()}-${++made}`;
  const { experiment_id } = await wire.post<{ experiment_id: string }>("experiments/create", { name });
  const runs: string[] = [];
  for (let index = 0; index < count; index++) {
    const { run } = await wire.post<{ run: { info: { run_id: string } } }>("runs/create", {
      experiment_id,
      start_time: Date.now(),
    });
    runs.push(run.info.run_id);
  }
  return runs;
};
