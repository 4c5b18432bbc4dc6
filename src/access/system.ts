import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { BaseCtx, Channel } from "../context.js";
import type { Database } from "../db/database.js";
import { SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import { type Access, noAbility } from "./ability.js";
import type { Caller } from "./caller.js";
import { type Principal, scopes } from "./principal.js";

/** The service itself, as entries name it. Nobody can log in as it. */
export const systemPrincipal: Principal = {
  id: SYSTEM_PRINCIPAL_ID,
  kind: "SYSTEM",
  handle: "countersign",
  displayName: "Countersign",
};

/** Rights: none. What the service does by itself, it does by commands that ask for no right. */
const access: Access = {
  ability: noAbility,
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

/** What the one who starts an act of the service knows of it. */
export type SystemFacts = Partial<Pick<BaseCtx, "requestId" | "client">>;

/** The context of a job, a start-up step or the command line: it has no port of any feature. */
export const systemCtx = (db: Database, log: Logger, channel: Channel, facts: SystemFacts = {}): BaseCtx => ({
  ...systemCaller,
  requestId: facts.requestId ?? randomUUID(),
  channel,
  db,
  log,
  client: facts.client ?? { ip: null, agent: null },
  loaders: new Map(),
});
