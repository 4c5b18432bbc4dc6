import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const python = fileURLToPath(new URL("../../.venvs/verifiers/bin/python", import.meta.url));
const script = fileURLToPath(new URL("pack_judge.py", import.meta.url));

/** What `pack_judge.py` is asked, member by member in the names of its functions' parameters. */
export type PackQuestion =
  | { readonly do: "timeStamp"; readonly token: string; readonly roots: string; readonly digest: string }
  | { readonly do: "statement"; readonly envelope: object; readonly keyid: string; readonly key: string }
  | {
      readonly do: "assertion";
      readonly credential: object;
      readonly challenge: string;
      readonly origin: string;
      readonly rp: string;
      readonly key: string;
    };

export interface PackAnswer {
  /** Why not; null when the library is content. */
  readonly refused: string | null;
  /** Seconds since 1970 that a token tells. */
  readonly time?: number;
  readonly payload?: { readonly [member: string]: unknown };
  readonly userVerified?: boolean;
}

/** Answers of the Python libraries, one to a question. */
export const judgePack = (questions: readonly PackQuestion[]): PackAnswer[] => {
  const input = JSON.stringify(questions);
  const { stdout, stderr, status, error } = spawnSync(python, ["-I", script], { input, encoding: "utf8" });
  if (status !== 0)
    throw new Error(`${python} -I ${script} ended with ${status}: ${error?.message ?? ""}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout) as PackAnswer[];
};
