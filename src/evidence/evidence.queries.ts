import type { Ctx } from "../context.js";
import { DomainError, forbidden } from "../errors.js";
import { policiesById } from "../governance/policies/policies.queries.js";
import { reviewsModel } from "../registry/rights.js";
import {
  type EntryFilter,
  type EntryRow,
  entriesOfLog,
  entriesOfTeams,
  entriesTouching,
  type Scan,
  type Slice,
  scansOf,
} from "./entries.queries.js";
import { partsOfVersion, type Told } from "./version-parts.queries.js";
import { type Known, nothingKnown, reviewsFor } from "./visible-entries.js";

/** A list of entries, and what reading it has shown of the caller's rights already. */
export interface Story {
  readonly known: Known;
  /** Things whose own streams are in it from end to end. */
  readonly whole: readonly Scan[];
  read(filter: EntryFilter, slice: Slice): Promise<EntryRow[]>;
}

/**
 * Reads a version's story: what touches it, its model, run and logged model (where they are readable) and the policies
 * that applied, merged by entry, oldest first. Refused attempts are there for those who may see them; who took the
 * version's evidence is there with `includeReads` only.
 */
export const evidenceOf = async (ctx: Ctx, version: Told, includeReads: boolean): Promise<Story> => {
  const { reader } = ctx.db;
  const { things, policies: applied, requests, isToReview } = await partsOfVersion(reader, ctx.access, version);
  const policies = applied.length === 0 ? [] : await policiesById(reader, ctx.access, applied);
  const own = { kind: "model_version", id: version.id };
  const whole: Scan[] = [own, ...things, ...policies.map(({ id }) => ({ kind: "approval_policy", id }))];
  const scans = includeReads ? [...whole, { kind: "model_version.read", id: version.id }] : whole;
  const models = things.filter(({ kind }) => kind === "registered_model").map(({ id }) => id);
  const seesRefusals =
    reviewsFor(ctx, version.teamId) || (models.length > 0 && reviewsModel(ctx, modelOf(version))) || isToReview;
  const reviewed = seesRefusals ? [version.id, ...models] : [];
  return {
    known: { readable: new Set([...scans.map(({ id }) => id), ...requests]), reviewed: new Set(reviewed) },
    whole,
    read: async (filter, slice) => {
      if (seesRefusals) return entriesTouching(reader, scans, filter, slice);
      if (filter.outcome != null && filter.outcome !== "ALLOWED") return [];
      return entriesTouching(reader, scans, { ...filter, outcome: "ALLOWED" }, slice);
    },
  };
};

const modelOf = ({ registeredModelId: id, teamId, visibility }: Told) => ({ id, teamId, visibility });

/** Reads the log: all of it for auditors and admins, for a team's owners what their teams owned when it was written. */
export const logFor = (ctx: Ctx): Story => {
  const { ability, roles } = ctx.access;
  const { reader } = ctx.db;
  if (ability.can("audit", { type: "Organization" }))
    return {
      known: nothingKnown,
      whole: [],
      read: (filter, slice) =>
        filter.subjectId == null
          ? entriesOfLog(reader, filter, slice)
          : entriesTouching(reader, scansOf(ctx.db.kinds, filter.subjectId), filter, slice),
    };
  const owned = [...new Set(roles.map(({ teamId }) => teamId))].filter((id) =>
    ability.can("administer", { type: "Team", id }),
  );
  if (owned.length === 0)
    throw forbidden("The log is read by auditors, admins, and a team's owners for what their team owned.");
  return { known: nothingKnown, whole: [], read: (filter, slice) => entriesOfTeams(ctx.db, owned, filter, slice) };
};

/** Refuses a time range that holds nothing by its own terms. */
export const checkRange = ({ from, to }: Pick<EntryFilter, "from" | "to">): void => {
  if (from != null && to != null && from >= to)
    throw new DomainError("INVALID_INPUT", "filter.from must be before filter.to.", { path: ["filter", "from"] });
};
