import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Actor } from "../support/actor.js";
import { checkout } from "../support/checkout.js";

/** An environment that `scripts/python-env.js` makes. */
export type ClientName = "mlflow3" | "mlflow2" | "mlflow3+spark";

export interface RunOptions {
  /** More variables, e.g. other people's tokens. */
  env?: Record<string, string>;
  /** The exit status that the story foresees. */
  status?: number;
  /** Authenticate by user name and password instead of by token. */
  password?: boolean;
}

/** A data scientist's machine: an unmodified MLflow, an empty folder to work in, and nothing else that is set up. */
export interface Machine {
  /** Runs an example as the actor; answers what it printed. Fails with all of that on another exit status. */
  example(script: string, args: string[], actor: Actor, options?: RunOptions): Promise<string>;
  /** Runs the `mlflow` command line. */
  mlflow(args: string[], actor: Actor, options?: RunOptions): Promise<string>;
}

/**
 * What of this machine's settings Python needs; no credentials, no other server, no proxy between us. OpenBLAS is told
 * of processors on which it would compute wrongly.
 */
const inherited = ["LANG", "LC_ALL", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SSL_CERT_FILE", "SYSTEMROOT", "TZ"];

/** The machine goes when the test ends. Whatever MLflow would leave on it instead of on the server fails the test. */
export const machineWith = (client: ClientName): Machine => {
  const environment = join(checkout, ".venvs", client);
  const programs = join(environment, process.platform === "win32" ? "Scripts" : "bin");
  if (!existsSync(join(environment, ".requirements"))) throw new Error(`no .venvs/${client}: npm run test:mlflow`);
  const home = mkdtempSync(join(tmpdir(), "countersign-mlflow-"));
  const folder = join(home, "work");
  mkdirSync(folder);
  // MLflow leaves what it downloads in the temporary folder.
  const temporary = join(home, "tmp");
  mkdirSync(temporary);
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));

  const variables = (actor: Actor, { env = {}, password = false }: RunOptions): Record<string, string> => ({
    ...Object.fromEntries(inherited.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
    PATH: [programs, process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    // Kept, since making a list of fonts takes seconds.
    MPLCONFIGDIR: join(environment, "matplotlib"),
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    MLFLOW_DISABLE_TELEMETRY: "true",
    DO_NOT_TRACK: "1",
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: "false",
    // An answer that the client would try again for minutes is a failure of ours.
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1",
    MLFLOW_TRACKING_URI: actor.url,
    ...(password
      ? { MLFLOW_TRACKING_USERNAME: actor.handle, MLFLOW_TRACKING_PASSWORD: actor.token ?? "" }
      : { MLFLOW_TRACKING_TOKEN: actor.token ?? "" }),
    ...env,
  });

  const run = async (command: string[], actor: Actor, options: RunOptions): Promise<string> => {
    const [program = "", ...args] = command;
    const child = spawn(join(programs, program), args, {
      cwd: folder,
      env: variables(actor, options),
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        printed += String(chunk);
      });
    const [status] = await once(child, "close");
    if (status !== (options.status ?? 0))
      expect.fail(`${actor.handle} ran\n${command.join(" ")}\nwhich ended with ${status} after\n${printed}`);
    const left = readdirSync(folder).filter((name) => /^(mlruns|mlartifacts|mlflow\.db)/.test(name));
    expect(left, `left behind by ${command.join(" ")}`).toEqual([]);
    return printed;
  };
  return {
    example: (script, args, actor, options = {}) =>
      run(["python", join(checkout, "examples", script), ...args], actor, options),
    mlflow: (args, actor, options = {}) => run(["mlflow", ...args], actor, options),
  };
};
