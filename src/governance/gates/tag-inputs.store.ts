import type { Access } from "../../access/ability.js";
import type { RightsOf } from "../../access/rights-reader.js";
import type { Reader } from "../../db/sql.js";
import { readTags, type SetTag, type TagPlace } from "../../registry/tags.store.js";
import { handsIn } from "../hands-rules.js";
import { holdsFairly } from "./fair-holder-rules.js";
import type { Gate, TagGate } from "./gate.js";
import type { GateSubject } from "./gate-subject.js";
import type { TagInputs } from "./tag-rules.js";

/** The tags that gates ask for, and what roles their setters hold. */
export interface TagFacts {
  readonly tags: readonly (SetTag & TagPlace)[];
  readonly setters: ReadonlyMap<string, Access>;
}

const tagPlace = ({ key, subject }: TagGate, { model, version }: GateSubject): TagPlace => ({
  key,
  subjectId: subject === "MODEL" ? model.id : version.id,
});

/** Reads what tag gates ask for. */
export const readTagFacts = async (
  db: Reader,
  subject: GateSubject,
  { gates, rightsOf }: { readonly gates: readonly Gate[]; readonly rightsOf: RightsOf },
): Promise<TagFacts> => {
  const places = gates.flatMap(({ tag }) => (tag === undefined ? [] : [tagPlace(tag, subject)]));
  const tags = places.length === 0 ? [] : await readTags(db, places);
  return { tags, setters: await rightsOf(tags.flatMap(({ setBy }) => setBy ?? [])) };
};

/** No gate names a value that is longer. */
const MOST_CHARACTERS = 250;
const cut = (value: string): string =>
  value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS).toWellFormed()}…` : value;

/** What a tag gate looks at, of those tags. */
export const tagInputs = (gate: TagGate, subject: GateSubject, { tags, setters }: TagFacts): TagInputs => {
  const { key, subjectId } = tagPlace(gate, subject);
  const tag = tags.find((each) => each.subjectId === subjectId && each.key === key);
  const setBy = tag?.setBy ?? null;
  const { requesters, authors } = subject.parties;
  const hands = setBy === null ? [] : handsIn({ id: setBy, mintedBy: tag?.mintedBy ?? [] });
  const { role = "VIEWER", teamId = subject.model.teamId } = gate.setBy ?? {};
  const roles = (setBy === null ? undefined : setters.get(setBy))?.roles ?? [];
  return {
    subject: subjectId,
    value: tag === undefined ? null : cut(tag.value),
    setBy,
    setAt: tag?.setAt ?? null,
    holdsRole: setBy !== null && holdsFairly({ id: setBy, roles }, { role, teamId }),
    isIndependent: setBy !== null && !hands.some((hand) => requesters.includes(hand) || authors.includes(hand)),
  };
};
