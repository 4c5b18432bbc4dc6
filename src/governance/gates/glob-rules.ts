/** How much matching one gate may cost, in compared characters; beyond it the gate cannot be read, and fails. */
export const MOST_STEPS = 20_000_000;

/** Counts compared characters over all that one gate matches. */
export interface Steps {
  left: number;
}

/** Thrown when a gate's globs and the manifest together are more than `MOST_STEPS`. */
export class TooManySteps extends Error {}

interface Retry {
  readonly glob: number;
  readonly path: number;
  /** Whether the star passes over `/`. */
  readonly deep: boolean;
}

const isDeepStar = (glob: string, at: number): boolean => glob.startsWith("**", at);

/**
 * Whether the whole path matches the glob: `*` is any text within one part of the path, `**` any text at all, a leading
 * `**` with a slash also nothing, `?` one character but `/`; everything else is itself. No regular expression is made of
 * it, and each star is gone back to at most once per character.
 */
export const matchesGlob = (glob: string, path: string, steps: Steps): boolean => {
  if (glob.startsWith("**/") && matches(glob.slice(3), path, steps)) return true;
  return matches(glob, path, steps);
};

const matches = (glob: string, path: string, steps: Steps): boolean => {
  let at = 0;
  let within = 0;
  // The last star of each depth: a shallow one that cannot go on gives way to the deep one before it.
  let shallow: Retry | undefined;
  let deep: Retry | undefined;
  for (;;) {
    if (--steps.left < 0) throw new TooManySteps();
    const sign = glob[at];
    if (sign === "*") {
      if (isDeepStar(glob, at)) {
        at += 2;
        deep = { glob: at, path: within, deep: true };
        shallow = undefined;
      } else {
        at += 1;
        shallow = { glob: at, path: within, deep: false };
      }
      continue;
    }
    if (within < path.length && (sign === path[within] || (sign === "?" && path[within] !== "/"))) {
      at += 1;
      within += 1;
      continue;
    }
    if (within === path.length && sign === undefined) return true;
    if (shallow !== undefined && shallow.path < path.length && path[shallow.path] !== "/") {
      shallow = { ...shallow, path: shallow.path + 1 };
      [at, within] = [shallow.glob, shallow.path];
    } else if (deep !== undefined && deep.path < path.length) {
      deep = { ...deep, path: deep.path + 1 };
      shallow = undefined;
      [at, within] = [deep.glob, deep.path];
    } else return false;
  }
};
