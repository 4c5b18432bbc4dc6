import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program that build-judge.ts has built. */
export const built = (name: string): string => fileURLToPath(new URL(`../../.venvs/go/tlog/${name}`, import.meta.url));

/** What `judge/main.go` is asked; bytes go in base64. */
export interface Question {
  readonly do:
    | "openNote"
    | "signNote"
    | "cosign"
    | "checkpoint"
    | "proof"
    | "inclusion"
    | "consistency"
    | "build"
    | "walk";
  readonly vkeys?: readonly string[];
  readonly note?: string | Uint8Array;
  readonly policy?: string;
  readonly proof?: string;
  readonly hashes?: readonly Uint8Array[];
  readonly leaf?: Uint8Array;
  readonly leaves?: readonly Uint8Array[];
  readonly root?: Uint8Array;
  readonly old?: Uint8Array;
  readonly from?: bigint;
  readonly to?: bigint;
  readonly seed?: Uint8Array;
  readonly name?: string;
  readonly dir?: string;
}

export interface Answer {
  /** Why not; undefined when the judge is content. */
  readonly error?: string;
  readonly text?: string;
  readonly names?: readonly string[];
  readonly vkey?: string;
  readonly size?: number;
  readonly root?: string;
  readonly parts?: readonly string[];
  readonly tiles?: Readonly<Record<string, string>>;
}

/** Answers of the Go implementations, one to a question. */
export const judge = (questions: readonly Question[]): Answer[] => {
  const { stdout, stderr, status } = spawnSync(built("judge"), {
    input: JSON.stringify(questions.map(inBase64)),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`the judge ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Answer[];
};

const texts = new Set(["do", "vkeys", "name", "dir"]);

const inBase64 = (question: Question): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(question).map(([member, value]) => [member, texts.has(member) ? value : encoded(value)]),
  );

const encoded = (value: unknown): unknown => {
  if (typeof value === "bigint") return Number(value);
  return Array.isArray(value) ? value.map(encoded) : Buffer.from(value as Uint8Array).toString("base64");
};
