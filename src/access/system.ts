import { randomUUID } from "node:crypto";
import { createMongoAbility } from "@casl/ability";
import type { Logger } from "pino";
import type { BlobStore } from "../artifacts/blob-store.js";
import type { Channel, Ctx } from "../context.js";
import type { Database } from "../db/database.js";
import { SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import type { SlotGuard } from "../registry/slot-guard.js";
import type { Ability, Access } from "./ability.js";
import { type Caller, type Principal, scopes } from "./caller.js";

/** The service itself, as entries name it. Nobody can log in as it. */
export const systemPrincipal: Principal = {
  id: SYSTEM_PRINCIPAL_ID,
  kind: "SYSTEM",
  handle: "countersign",
  displayName: "Countersign",
};

/** Rights: none. What the service does by itself, it does by commands that ask for no right. */
const access: Access = {
  ability: createMongoAbility<Ability>([], { detectSubjectType: (subject) => subject.type }),
  roles: [],
  organizationRoles: [],
  grants: [],
  roleNames: [],
  places: [],
  modelIds: null,
};

const systemCaller: Caller = {
  principal: systemPrincipal,
  credential: {
    method: "system",
    id: null,
    mintedBy: [],
    invitedBy: null,
    issuedAt: null,
    expiresAt: null,
    scopes: new Set(scopes),
    modelIds: null,
  },
  access,
};

const noGuard = (): never => {
  throw new Error("this job was started without a slot guard");
};

/** Nothing that runs by itself ends runs. */
const noSnapshots = (): never => {
  throw new Error("this job ends no runs");
};

const noStore = (): never => {
  throw new Error("this job was started without a blob store");
};
const noBlobs: BlobStore = { stage: noStore, open: noStore, remove: noStore, list: noStore, sweep: noStore };

export interface SystemCtxExtras {
  /** Needed by jobs that touch artifacts. */
  blobs?: BlobStore;
  /** Needed by jobs that move slots. */
  guard?: SlotGuard;
  requestId?: string;
  client?: Ctx["client"];
}

/** The context of a job, a start-up step or the command line. */
export const systemCtx = (db: Database, log: Logger, channel: Channel, extras: SystemCtxExtras = {}): Ctx => ({
  ...systemCaller,
  requestId: extras.requestId ?? randomUUID(),
  channel,
  db,
  resolver: null,
  guard: extras.guard ?? { guarded: noGuard, voidOutdated: noGuard },
  log,
  client: extras.client ?? { ip: null, agent: null },
  snapshots: { settle: noSnapshots },
  blobs: extras.blobs ?? noBlobs,
  metricWriter: null,
  loaders: new Map(),
});
