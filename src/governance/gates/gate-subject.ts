import type { IdKinds } from "../../db/id-kinds.js";
import type { FrozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import type { Holder, Slot } from "../../registry/lifecycle-rules.js";
import type { Parties } from "../approval-rules.js";

/** The version that gates judge, on its way into a slot. */
export interface GateSubject {
  readonly model: { readonly id: string; readonly name: string; readonly teamId: string };
  readonly version: { readonly id: string; readonly version: number; readonly digest: string };
  readonly slot: Slot;
  /** Who holds the slot entered, if it is exclusive. */
  readonly holder: Holder | null;
  readonly parties: Parties;
  /** The nouns of this service: what whoever evaluated may do now follows from them. */
  readonly kinds: IdKinds;
  /** What the version would freeze if it were asked for now, where it is provisional. */
  readonly frozen?: FrozenVersion;
}
