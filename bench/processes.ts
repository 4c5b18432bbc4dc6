import { readFileSync } from "node:fs";

/** Microseconds of one tick of the kernel's process clock (USER_HZ is 100 on Linux). */
const TICK = 10_000;

interface Times {
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ended: number;
}

const timesOf = (pid: number): Times => {
  const text = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The program's name is in brackets and may hold anything; the state follows it.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [user, system, userEnded, systemEnded] = fields.slice(11, 15).map(Number);
  return { own: ((user ?? 0) + (system ?? 0)) * TICK, ended: ((userEnded ?? 0) + (systemEnded ?? 0)) * TICK };
};

/** Microseconds of CPU, user and system, that all threads of a process have used. */
export const cpuOf = (pid: number): number => timesOf(pid).own;

/** The same of a process's children that have ended and were waited for. */
export const cpuOfEnded = (pid: number): number => timesOf(pid).ended;

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);

/** The same of a process with all its children, those that have ended too: PostgreSQL and its backends. */
export const cpuOfTree = (pid: number): number => {
  try {
    const { own, ended } = timesOf(pid);
    return childrenOf(pid).reduce((total, child) => total + cpuOfTree(child), own + ended);
  } catch {
    return 0; // Ended between two looks; its parent accounts for it.
  }
};

/** Bytes of memory that a process holds. */
export const residentBytes = (pid: number): number => {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  return Number(kibibytes) * 1024;
};

/** The same of a process with all its children. */
export const residentOfTree = (pid: number): number => {
  try {
    return childrenOf(pid).reduce((total, child) => total + residentOfTree(child), residentBytes(pid));
  } catch {
    return 0;
  }
};

/** The child of a process whose command line has this word. */
export const programBelow = (pid: number, word: string): number => {
  const found = childrenOf(pid).find((child) => readFileSync(`/proc/${child}/cmdline`, "latin1").includes(word));
  if (found === undefined) throw new Error(`no process below ${pid} has ${word} in its command line`);
  return found;
};
