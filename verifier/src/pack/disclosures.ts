import { isCommitment, opens, readDisclosure } from "../../../verify/disclosure.js";
import type { Findings, Place } from "../findings.js";

/** What commitments are to, as far as the place in a body tells. */
type Category = "NAME" | "NETWORK" | "TEXT" | "NAME or TEXT";

/** Holds disclosures against bodies, and counts the commitments that nothing opens. */
export const disclosureRules = (found: Findings, disclosed: readonly string[]) => {
  const shut = new Map<Category, number>();
  return {
    look: (body: object, disclosures: readonly string[], place: Place): void => {
      const paths = disclosures.map((each) => (opens(body, each) ? readDisclosure(each)?.path : undefined));
      const inOrder = paths.every((path, at) => at === 0 || (paths[at - 1] ?? "") < (path ?? ""));
      if (paths.includes(undefined) || !inOrder)
        found.add("DISCLOSURE_MISMATCH", "a disclosure opens nothing that the body commits to", place);
      const open = new Set(paths);
      for (const path of commitmentsIn(body, ""))
        if (!open.has(path)) shut.set(categoryOf(path), (shut.get(categoryOf(path)) ?? 0) + 1);
    },
    /** What stays shut is no alarm: it was left out of the pack, or erased. */
    finish: (): void => {
      for (const [category, count] of [...shut].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const isErased = category.split(" or ").every((each) => disclosed.includes(each));
        const why = isErased ? "were erased" : "were left out of the pack";
        found.add(isErased ? "ERASED" : "REDACTED", `${count} values (${category}) ${why}`, {}, "info");
      }
    },
  };
};

const commitmentsIn = function* (value: unknown, path: string): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if (isCommitment(value)) yield path;
  else for (const [key, each] of Object.entries(value)) yield* commitmentsIn(each, `${path}/${key}`);
};

const categoryOf = (path: string): Category => {
  const [, place] = path.split("/");
  if (place === "request") return "NETWORK";
  if (place === "actor" || place === "subjects") return "NAME";
  return place === "reason" ? "TEXT" : "NAME or TEXT";
};
