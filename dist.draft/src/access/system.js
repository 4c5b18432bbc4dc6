import { randomUUID } from "node:crypto";
import { createMongoAbility } from "@casl/ability";
import { SYSTEM_PRINCIPAL_ID } from "../db/ids.js";
import { scopes } from "./principal.js";
/** The service itself, as entries name it. Nobody can log in as it. */
export const systemPrincipal = {
    id: SYSTEM_PRINCIPAL_ID,
    kind: "SYSTEM",
    handle: "countersign",
    displayName: "Countersign",
};
/** Rights: none. What the service does by itself, it does by commands that ask for no right. */
const access = {
    ability: createMongoAbility([], { detectSubjectType: (subject) => subject.type }),
    roles: [],
    organizationRoles: [],
    grants: [],
    roleNames: [],
    places: [],
    modelIds: null,
};
const systemCaller = {
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
/** The context of a job, a start-up step or the command line: it has no port of any feature. */
export const systemCtx = (db, log, channel, facts = {}) => ({
    ...systemCaller,
    requestId: facts.requestId ?? randomUUID(),
    channel,
    db,
    log,
    client: facts.client ?? { ip: null, agent: null },
    loaders: new Map(),
});
//# sourceMappingURL=system.js.map