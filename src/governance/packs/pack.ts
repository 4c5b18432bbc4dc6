import type { TeamRole } from "../../access/roles.js";
import type { GateKind } from "../gates/gate.js";

/** What of a version must be found: exactly one member. A closed set; packs/schema.json says what each means. */
export interface Selector {
  readonly gate?: { readonly kind?: GateKind; readonly key?: string; readonly slot?: string };
  readonly decision?: {
    readonly meaning?: string;
    readonly role?: TeamRole;
    readonly independent?: boolean;
    readonly count?: number;
    readonly slot?: string;
  };
  readonly document?: {
    readonly kind: string;
    readonly fields?: readonly string[];
    readonly subject?: "VERSION" | "MODEL";
  };
  readonly tier?: Readonly<Record<string, never>>;
  readonly ownership?: { readonly keys: readonly string[] };
  readonly snapshot?: {
    readonly commit?: true;
    readonly dataset?: true;
    readonly metrics?: true;
    readonly files?: true;
  };
  readonly slotHistory?: { readonly slot: string };
  readonly review?: Readonly<Record<string, never>>;
  readonly auditAction?: { readonly action: string; readonly subject?: "VERSION" | "MODEL" };
}

/** One thing that a regime asks for, and what shows it. */
export interface PackControl {
  readonly id: string;
  readonly title: string;
  /** What a person must judge whatever is found; absent: nothing. */
  readonly judgement?: string;
  readonly evidence: readonly Selector[];
}

/** The fields that documents of a kind must have. */
export interface PackDocument {
  readonly kind: string;
  readonly schema: object;
}

/** A policy as `createApprovalPolicy` takes it, whose teams are names within the pack. */
export interface PolicyTemplate {
  readonly name: string;
  readonly slots: readonly string[];
}

/** One version of a pack, as its file says it. */
export interface PackContent {
  readonly id: string;
  readonly version: string;
  readonly regime: string;
  readonly title: string;
  readonly status: "IN_FORCE" | "SUPERSEDED" | "UPCOMING";
  readonly effectiveFrom?: string;
  readonly sources: readonly string[];
  readonly omits?: readonly string[];
  readonly controls: readonly PackControl[];
  readonly documents: readonly PackDocument[];
  readonly policies: readonly PolicyTemplate[];
}

/** A pack that the service has read. */
export interface Pack extends PackContent {
  /** SHA-256 of the canonical JSON of its content. */
  readonly digest: string;
  /** The names of teams that its policies use, sorted. */
  readonly teams: readonly string[];
}

/** A version of a pack that is known to be sound: it is parsed when somebody asks for what is in it, and kept. */
export interface KnownPack {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  content(): Promise<Pack>;
}

/** Every pack, by id, the newest version of each first. */
export type PackLibrary = readonly KnownPack[];

declare module "../../context.js" {
  interface Ctx {
    /** The policy packs that this service has found at its start. */
    readonly packs: PackLibrary;
  }
}

/** The pack of this id and version, or its newest version. */
export const packNamed = (packs: PackLibrary, id: string, version: string | null | undefined): KnownPack | undefined =>
  packs.find((pack) => pack.id === id && (version == null || pack.version === version));

/** Later versions first: 1.10 is later than 1.9. */
export const newestFirst = (one: string, other: string): number => {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  for (let place = 0; place < 4; place++) {
    const difference = (right?.[place] ?? -1) - (left?.[place] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
};
