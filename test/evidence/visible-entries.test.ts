import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { TeamRole } from "../../src/access/roles.js";
import type { Facts } from "../../src/access/subject-rules.js";
import type { Ctx } from "../../src/context.js";
import { newId } from "../../src/db/ids.js";
import type { EntryRow } from "../../src/evidence/entries.queries.js";
import { nothingKnown, visibleEntries } from "../../src/evidence/visible-entries.js";
import { joinKinds, type Kind } from "../../src/kind.js";
import { joined } from "../../src/kinds.js";
import { accessOf, me } from "../access/facts.js";

const THING = newId("mod");
const OTHER = newId("mod");
const MEANS = newId("run");
const POLICY = newId("pol");
const TOKEN = newId("tok");
const PERSON = newId("usr");
const TEAM = newId("team");
const ME = newId("usr");

interface Caller {
  readonly reads?: readonly string[];
  /** Of these, what was refused there too. */
  readonly reviews?: readonly string[];
  readonly role?: TeamRole;
  readonly organizationRoles?: Facts["organizationRoles"];
}

/** The nouns as the service has them, but that what is read is told here instead of by the database. */
const contextOf = ({ reads = [], reviews = [], role, organizationRoles = [] }: Caller): Ctx => {
  const roles = role === undefined ? [] : [{ teamId: TEAM, slug: "risk", role, grantedBy: [] }];
  const list = joined().list.map((kind): Kind => {
    if (typeof kind.reader !== "function") return kind;
    const reader: Kind["reader"] = async (_, ids) => ids.filter((id) => reads.includes(id)).map((id) => ({ id }));
    return { ...kind, reader, reviews: (_, { id }) => reviews.includes(id) };
  });
  const access = accessOf({ roles, organizationRoles, grants: [] }, null);
  return {
    db: {},
    kinds: joinKinds(list),
    access,
    principal: { ...me, id: ME },
    credential: { modelIds: null },
  } as unknown as Ctx;
};

type Subject = readonly [id: string, role: string, label?: unknown];

interface Told {
  readonly stream?: string;
  readonly subjects?: readonly Subject[];
  readonly outcome?: EntryRow["outcome"];
}

const handle = Buffer.from(JSON.stringify(["salt", "/actor/handle", "ana"])).toString("base64url");
const commitment = { _c: createHash("sha256").update(handle).digest("base64url") };

const rowOf = ({ stream = THING, subjects = [[THING, "target"]], outcome = "ALLOWED" }: Told): EntryRow => {
  const body = {
    actor: { id: PERSON, kind: "USER", handle: commitment, name: { _c: "erased" }, roles: ["risk:VIEWER"] },
    subjects: subjects.map(([id, role, label = `the ${role}`]) => ({
      kind: joined().of(id)?.subject,
      id,
      role,
      label,
    })),
    before: { was: 1 },
    after: { is: 2 },
    reason: "because",
    decision: { policies: [] },
    request: { channel: "graphql", client: "mlflow", clientRequestId: "mine" },
  };
  return {
    ...{ id: 7n, at: "2026-11-30T08:00:00Z", action: "act", outcome, actorId: PERSON, requestId: "r", opId: "op_1" },
    ...{ streamKind: "kind", streamId: stream, seq: 3n, hash: "h", previousHash: "p", envelope: "{}" },
    ...{ body: JSON.stringify(body), disclosures: [handle] },
  };
};

const see = async (caller: Caller, told: Told = {}) => (await visibleEntries(contextOf(caller), [rowOf(told)]))[0];

/** What only an open entry tells. */
const inside = {
  ...{ before: { was: 1 }, after: { is: 2 }, reason: "because", stream: `kind:${THING}`, seq: 3n, envelope: "{}" },
  clientRequestId: "mine",
};
const closed = {
  before: null,
  after: null,
  reason: null,
  stream: null,
  seq: null,
  envelope: null,
  clientRequestId: null,
};
const elsewhere = { stream: OTHER };

describe("whether an entry is shown", () => {
  it.each<[what: string, caller: Caller, told: Told, shown: boolean]>([
    ["to whoever reads its stream", { reads: [THING] }, { subjects: [] }, true],
    ["to whoever reads a thing that it touches", { reads: [THING] }, elsewhere, true],
    ["to nobody who reads none of them", { reads: [OTHER] }, {}, false],
    ["not where the thing was the means", { reads: [MEANS] }, { ...elsewhere, subjects: [[MEANS, "run"]] }, false],
    ["but where it is the target", { reads: [MEANS] }, { ...elsewhere, subjects: [[MEANS, "target"]] }, true],
    ["not for a person whom everybody may name", {}, { ...elsewhere, subjects: [[PERSON, "target"]] }, false],
    ["to the person whose stream it is", {}, { stream: ME, subjects: [] }, true],
    ["to no other person", {}, { stream: PERSON, subjects: [] }, false],
    ["to an owner of the team that owned it", { role: "OWNER" }, { subjects: [[TEAM, "owner"]] }, true],
    ["not to an owner of a team that it only names", { role: "OWNER" }, { subjects: [[TEAM, "team"]] }, false],
    ["not to others of the team that owned it", { role: "MAINTAINER" }, { subjects: [[TEAM, "owner"]] }, false],
    ["to auditors", { organizationRoles: ["AUDITOR"] }, { subjects: [] }, true],
    ["to no resolver", { organizationRoles: ["RESOLVER"] }, {}, false],
  ])("%s", async (_, caller, told, shown) => {
    expect((await see(caller, told)) !== undefined).toBe(shown);
  });

  const refused: Told = {
    ...elsewhere,
    outcome: "DENIED",
    subjects: [
      [THING, "target"],
      [TEAM, "owner"],
    ],
  };
  it.each<[what: string, caller: Caller, shown: boolean]>([
    ["not to everybody who reads the thing", { reads: [THING] }, false],
    ["to whoever reviews the thing", { reads: [THING], reviews: [THING] }, true],
    ["to reviewers of the team that owned it", { reads: [THING], role: "REVIEWER" }, true],
    ["to maintainers", { reads: [THING], role: "MAINTAINER" }, true],
    ["not to contributors", { reads: [THING], role: "CONTRIBUTOR" }, false],
    ["not to reviewers who read nothing of it", { role: "REVIEWER" }, false],
    ["to auditors", { organizationRoles: ["AUDITOR"] }, true],
  ])("a refused attempt is shown %s", async (_, caller, shown) => {
    const entry = await see(caller, refused);
    expect(entry !== undefined).toBe(shown);
    if (shown) expect(entry).toMatchObject({ before: { was: 1 }, stream: `kind:${OTHER}` });
  });

  it("a reviewer of a team that the refused attempt only names sees it not", async () => {
    const told: Told = {
      ...refused,
      subjects: [
        [THING, "target"],
        [TEAM, "team"],
      ],
    };
    expect(await see({ reads: [THING], role: "REVIEWER" }, told)).toBeUndefined();
  });

  it("asks which versions the caller reviews only where something was refused, and believes the answer", async () => {
    const [version, asked] = [newId("mv"), [] as unknown[]];
    const rows = async (_: unknown, values: unknown) => {
      asked.push(values);
      return [{ id: version }];
    };
    const context = {
      ...contextOf({ reads: [version], role: "REVIEWER" }),
      db: { reader: { rows } },
    } as unknown as Ctx;
    const told: Told = { ...elsewhere, subjects: [[version, "target"]] };
    expect(await visibleEntries(context, [rowOf(told)])).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(await visibleEntries(context, [rowOf({ ...told, outcome: "DENIED" })])).toHaveLength(1);
    expect(asked).toEqual([[[version], context.access.places]]);
  });
});

describe("what of an entry is shown", () => {
  it("hides what it names by an id of no noun, and shows the rest", async () => {
    const subjects: Subject[] = [
      [THING, "target"],
      ["gone_1", "former"],
    ];
    expect((await see({ reads: [THING] }, { subjects }))?.subjects.map(({ id }) => id)).toEqual([THING, null]);
  });

  it("all of it to whoever reads its stream and all that it touches", async () => {
    expect(await see({ reads: [THING] })).toMatchObject({
      ...inside,
      id: expect.stringMatching(/^ent_[0-9a-f]{16}$/),
      decision: { policies: [] },
      body: expect.stringContaining('"was":1'),
      disclosures: [handle],
      subjects: [{ type: "registered_model", id: THING, role: "target", label: "the target", hidden: false }],
    });
  });

  it("without what is hidden: its body would tell it", async () => {
    const entry = await see(
      { reads: [THING] },
      {
        subjects: [
          [THING, "target"],
          [OTHER, "displaced"],
        ],
      },
    );
    expect(entry).toMatchObject({ ...inside, decision: { policies: [] }, body: null, disclosures: [] });
    expect(entry?.subjects[1]).toEqual({
      type: "registered_model",
      id: null,
      role: "displaced",
      label: null,
      hidden: true,
    });
  });

  it("nor the decision, where a policy that decided is hidden", async () => {
    const told: Told = {
      subjects: [
        [THING, "target"],
        [POLICY, "policy"],
      ],
    };
    expect((await see({ reads: [THING] }, told))?.decision).toBeNull();
    expect((await see({ reads: [THING, POLICY] }, told))?.decision).toEqual({ policies: [] });
  });

  it("only that it was, to whoever reads a thing that another's stream tells of", async () => {
    const entry = await see({ reads: [THING] }, elsewhere);
    expect(entry).toMatchObject({ ...closed, decision: null, body: null, disclosures: [] });
    expect(entry).toMatchObject({
      action: "act",
      requestId: "r",
      operation: "op_1",
      channel: "graphql",
      client: "mlflow",
    });
  });

  it("all of it to an owner of the team that owned it", async () => {
    const told: Told = { subjects: [[TEAM, "owner"]] };
    expect(await see({ role: "OWNER" }, told)).toMatchObject({ ...inside, body: expect.stringContaining("was") });
  });

  it("names people and tokens in open entries alone", async () => {
    const subjects: Subject[] = [
      [THING, "target"],
      [PERSON, "signer"],
      [TOKEN, "credential"],
    ];
    const named = async (caller: Caller, told: Told) =>
      (await see(caller, { ...told, subjects }))?.subjects.map(({ id }) => id);
    expect(await named({ reads: [THING] }, {})).toEqual([THING, PERSON, TOKEN]);
    expect(await named({ reads: [THING] }, elsewhere)).toEqual([THING, null, null]);
    expect(await named({ organizationRoles: ["AUDITOR"] }, {})).toEqual([null, PERSON, TOKEN]);
  });

  it("takes what the caller is known to read as read", async () => {
    const known = { ...nothingKnown, readable: new Set([THING]), reviewed: new Set([THING]) };
    const rows = [rowOf({ ...elsewhere, outcome: "DENIED" })];
    expect(await visibleEntries(contextOf({}), rows, known)).toHaveLength(1);
    expect(await visibleEntries(contextOf({}), rows, { ...known, reviewed: new Set() })).toHaveLength(0);
    expect(await visibleEntries(contextOf({}), rows)).toHaveLength(0);
  });

  it("names the actor as they were then, unless their name is erased", async () => {
    expect((await see({ reads: [THING] }))?.actor).toEqual({
      ...{ id: PERSON, kind: "USER", handle: "ana", displayName: null, roles: ["risk:VIEWER"] },
    });
    const erased = rowOf({ subjects: [[THING, "target", { _c: "erased" }]] });
    const [entry] = await visibleEntries(contextOf({ reads: [THING] }), [{ ...erased, disclosures: null }]);
    expect(entry).toMatchObject({
      actor: { handle: null },
      disclosures: [],
      subjects: [{ label: null, hidden: false }],
    });
  });
});
