import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { gitEnvironment } from "../../config.js";
import { type Anchor, KeeperFault, newestOf } from "./keeper.js";

export interface GitAnchorOptions {
  /** A repository on this machine, bare or not: no working tree is touched. */
  readonly repository: string;
  readonly branch: string;
  /** Name of a remote of it that the branch is pushed to; null: it stays here. */
  readonly remote: string | null;
}

const TIMEOUT_MS = 30_000;

/** Neither a prompt nor a hook of the repository may hold it up; whoever commits is told by name. */
const environment = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_SSH_COMMAND: "ssh -oBatchMode=yes",
  GIT_AUTHOR_NAME: "countersign",
  GIT_AUTHOR_EMAIL: "sequencer@countersign.invalid",
  GIT_COMMITTER_NAME: "countersign",
  GIT_COMMITTER_EMAIL: "sequencer@countersign.invalid",
};

/** A commit for each checkpoint, on a branch that is only ever moved forward; the file is called by the log's origin. */
export const gitAnchor = ({ repository, branch, remote }: GitAnchorOptions): Anchor => {
  const git = (args: readonly string[], input = ""): Promise<string> => runGit(repository, args, input);
  const own = `refs/heads/${branch}`;
  const there = remote === null ? own : `refs/remotes/${remote}/${branch}`;
  const tip = async (ref: string): Promise<string | null> =>
    (await git(["for-each-ref", "--format=%(objectname)", ref])).trim() || null;
  /** What the remote has now; the branch of this repository where there is no remote. */
  const fetched = async (): Promise<string | null> => {
    if (remote === null) return tip(own);
    const listed = (await git(["ls-remote", "--heads", "--", remote, own])).trim();
    if (listed === "") return null;
    await git(["fetch", "--quiet", "--no-tags", "--", remote, `+${own}:${there}`]);
    return tip(there);
  };
  return {
    kind: "git",
    target: `${repository}#${branch}${remote === null ? "" : ` on ${remote}`}`,
    name: repository,
    vkey: null,
    isWeak: false,
    newest: async (log) => {
      const commit = await fetched();
      if (commit === null) return null;
      const files = (await git(["ls-tree", "-z", "--name-only", commit])).split("\0");
      const file = fileOf(log.origin);
      return files.includes(file) ? newestOf([await git(["cat-file", "blob", `${commit}:${file}`])], log) : null;
    },
    keep: async (note) => {
      const parent = await fetched();
      const blob = (await git(["hash-object", "-w", "--stdin"], note)).trim();
      const [origin = "", size] = note.split("\n", 2);
      const others = parent === null ? [] : (await git(["ls-tree", "-z", parent])).split("\0");
      const kept = others.filter((line) => line !== "" && line.split("\t", 2)[1] !== fileOf(origin));
      const entries = [...kept, `100644 blob ${blob}\t${fileOf(origin)}`].map((line) => `${line}\0`).join("");
      const tree = (await git(["mktree", "-z"], entries)).trim();
      const parents = parent === null ? [] : ["-p", parent];
      const message = `Checkpoint of ${size} leaves\n`;
      const commit = (await git(["commit-tree", tree, ...parents], message)).trim();
      if (remote === null) await git(["update-ref", own, commit, parent ?? "0".repeat(commit.length)]);
      else await git(["push", "--quiet", "--", remote, `${commit}:${own}`]);
      return JSON.stringify({ commit });
    },
  };
};

/** A name that no path can be made of. */
const fileOf = (origin: string): string => `${origin.replaceAll("/", "-")}.checkpoint`;

const runGit = async (repository: string, args: readonly string[], input: string): Promise<string> => {
  const child = spawn("git", ["-C", repository, "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", ...args], {
    env: { ...environment, ...gitEnvironment() },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  child.stdin.on("error", () => undefined).end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [out, problem, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return out;
  const why = code === null ? `no end within ${TIMEOUT_MS / 1_000} seconds` : problem.trim().slice(0, 300);
  throw new KeeperFault("UNREACHABLE", `git ${args[0]}: ${why}`);
};
