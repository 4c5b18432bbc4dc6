import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer, MutationName, Reply } from "../support/actor.js";
import { keyOf, ruleOf, type Served, slots, Toy, type ToyModel, type ToyPolicy } from "../support/toy-registry.js";
import { openWorld, type World } from "../support/world.js";

/** More sequences, or a seed to repeat: `SEQUENCES=2000 SEED=7 npx vitest run …`. */
const sequences = Number(process.env.SEQUENCES ?? 40);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const people = {
  olga: ["OWNER"],
  mia: ["MAINTAINER", "CONTRIBUTOR"],
  ana: ["CONTRIBUTOR"],
  rob: ["REVIEWER"],
} as const;
type Person = keyof typeof people | "admin" | "bob";
/** Those who may do much act often. */
const everybody: readonly Person[] = ["mia", "mia", "mia", "olga", "olga", "ana", "rob", "admin", "bob"];

let world: World;
/** How the organisation's stages are spelled now, in all sequences. */
let spelled: readonly string[] = [];
/** Whether several versions may be in Production now. */
let isShared = false;
/** Sequences that could not begin with the first of the stages. */
let stuck = 0;
const spellingOf = (slot: string): string | undefined =>
  spelled.find((name) => name.toLowerCase() === slot.toLowerCase());
const actors = {} as Record<Person, Actor>;

beforeAll(async () => {
  world = await openWorld();
  actors.admin = world.admin;
  for (const handle of [...Object.keys(people), "bob"] as Person[]) actors[handle] = await world.user(handle);
});
afterAll(() => world?.close());

/** One sequence's world within the world: two teams and three names of its own. */
class Story {
  readonly toy = new Toy();
  readonly names: readonly string[];
  readonly told: string[] = [];
  served: Served = {};
  private teams: string[] = [];

  constructor(readonly number: number) {
    this.names = ["a", "b", "c"].map((letter) => `s${number}-${letter}`);
  }

  async begin(): Promise<void> {
    await spell(this, "admin", lifecycles[0]!);
    if (spellingOf("Shadow") !== "Shadow" || isShared) stuck++;
    this.teams = await Promise.all(["x", "y"].map((letter) => world.team(`t${this.number}-${letter}`)));
    const join = (teamId: string, person: Person, roles: readonly string[]) =>
      world.admin.do("addTeamMember", { teamId, principalId: actors[person].id, roles });
    for (const teamId of this.teams)
      await Promise.all([
        ...Object.entries(people).map(([person, roles]) => join(teamId, person as Person, roles)),
        ...(teamId === this.teams[1] ? [join(teamId, "bob", ["MAINTAINER"])] : []),
      ]);
    await this.create("mia", 0, 0);
    await this.create("mia", 2, 0);
    await this.look();
  }

  /**
   * How the sequence begins: a policy on the first model, or on its team, or none; its slot held, or free, or left again;
   * or its name given up.
   */
  async prepare(flavour: number): Promise<void> {
    const [model] = this.toy.models;
    const left = flavour % 6 === 2;
    const stages = left ? ["Production", "Archived"] : flavour % 2 === 1 ? ["Production"] : [];
    for (const to of stages) {
      await move(this, "mia", model!, { modelVersionId: model!.versions[0]!, to });
      await this.look();
    }
    const scope = [null, { registeredModelId: model!.id }, { teamId: model!.team }][flavour % 3];
    if (scope != null) await makePolicy(this, scope, ["Production", "@champion"]);
    if (left || flavour % 12 === 4) {
      const input = { registeredModelId: model!.id, name: this.names[2]! };
      if ((await this.try("mia", "renameRegisteredModel", input)) !== null) await this.called(model!, input.name);
    }
    await this.look();
  }

  /**
   * Leaves Shadow free of holders, requests and policies, and no two versions in Production: else the stages would stay as
   * they are in all sequences to come.
   */
  async end(): Promise<void> {
    const each = (field: string, names: readonly string[], of: (name: string) => string): string =>
      names.map((one) => `${field}${one}: ${of(one)} { nodes { id } }`).join(" ");
    const guarded = isShared ? [...spellings, "Production"] : spellings;
    const left: Answer = await world.admin.ask(
      `{ ${each("p", guarded, (slot) => `approvalPolicies(first: 200, filter: { slot: "${slot}" })`)}
        ${each("r", spellings, (to) => `transitionRequests(first: 200, filter: { to: "${to}", state: PENDING })`)} }`,
    );
    const ids = (field: string): string[] =>
      Object.entries(left).flatMap(([key, { nodes }]) =>
        key.startsWith(field) ? nodes.map(({ id }: Answer) => id) : [],
      );
    // A policy that goes voids what was asked under it.
    for (const approvalPolicyId of ids("p")) await this.try("admin", "retireApprovalPolicy", { approvalPolicyId });
    for (const transitionRequestId of ids("r")) await this.try("mia", "withdrawTransition", { transitionRequestId });
    await this.look();
    for (const { name, versions } of living(this))
      if (isShared || this.served[keyOf(name!, "Shadow")] != null)
        for (const modelVersionId of versions)
          await this.try("mia", "requestTransition", { modelVersionId, to: "Archived", reason: "r" });
  }

  /** A model has another name, and what that brings. */
  async called(model: ToyModel, name: string): Promise<void> {
    this.toy.free(model);
    this.toy.take(model, name);
    await this.requireInherited(model);
  }

  /** What each name serves to an admin, and which of the known requests are still open. */
  async look(): Promise<void> {
    const uris = this.names.flatMap((name) =>
      slots.map((slot) => [
        keyOf(name, slot),
        slot.startsWith("@") ? `models:/${name}${slot}` : `models:/${name}/${slot}`,
      ]),
    );
    const known = this.toy.requests.filter(({ open }) => open).map(({ id }) => id);
    const { data: answer } = await world.admin.send<Answer>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on TransitionRequest { id state } }
        ${uris.map(([, uri], at) => `r${at}: resolve(uri: "${uri}") { id }`).join(" ")} }`,
      { ids: known },
    );
    if (answer === null) this.wrong("nothing was answered");
    this.served = Object.fromEntries(uris.map(([key], at) => [key, answer[`r${at}`]?.id ?? null]));
    for (const { id, state } of answer.nodes)
      if (state !== "PENDING") for (const request of this.toy.requests) if (request.id === id) request.open = false;
    this.toy.note(this.served);
  }

  /** Tries a mutation; answers its payload when it was done, null when it was refused. */
  async try(by: Person, mutation: MutationName, input: Answer, fields = ""): Promise<Answer | null> {
    const reply: Reply = await actors[by].attempt(mutation, input, fields);
    const code = reply.errors[0]?.extensions.code ?? reply.data?.[mutation]?.userErrors?.[0]?.code;
    this.told.push(`${by}: ${mutation} ${JSON.stringify(input)} → ${code ?? "done"}`);
    if (code === "INTERNAL") this.wrong("a fault of the service");
    return code === undefined ? reply.data![mutation] : null;
  }

  wrong(what: string): never {
    throw new Error(`${what}, after:\n${this.told.join("\n")}`);
  }

  team(at: number): string {
    return this.teams[at % this.teams.length]!;
  }

  /** Any of the names; of every two, one that is free, if there is one. */
  nameAt(at: number): string {
    const free = this.names.filter((name) => this.toy.named(name) === undefined);
    return pick(at % 2 === 1 && free.length > 0 ? free : this.names, at >> 1)!;
  }

  async create(by: Person, name: number, team: number): Promise<void> {
    const wanted = this.nameAt(name);
    const input = { name: wanted, teamId: this.team(team) };
    const done = await this.try(by, "createRegisteredModel", input, "registeredModel { id }");
    if (done === null) return;
    this.requireNotKept(wanted, input.teamId);
    const model: ToyModel = { id: done.registeredModel.id, name: null, team: input.teamId, versions: [] };
    this.toy.models.push(model);
    this.toy.take(model, wanted);
    await this.requireInherited(model);
    for (let count = 0; count < 2; count++) {
      const version = { registeredModelId: model.id, source: "s3://bucket/m" };
      const made = await actors.mia.do("createModelVersion", version, "modelVersion { id }");
      model.versions.push(made.createModelVersion.modelVersion.id);
    }
  }

  /** The policies that cover the model alone are those that its name brought, and its own. */
  async requireInherited({ id, name }: ToyModel): Promise<void> {
    const { approvalPolicies } = await world.admin.ask(
      `query ($name: String!) { approvalPolicies(filter: { model: $name }) { nodes {
        scope slots expiresAfterHours registeredModel { id } } } }`,
      { name },
    );
    const own = approvalPolicies.nodes.filter(({ registeredModel }: Answer) => registeredModel?.id === id);
    const rules = own.map(({ slots: of, expiresAfterHours }: Answer) => ruleOf(of, expiresAfterHours));
    const told = [...new Set(rules)].sort().join("; ");
    if (told !== this.toy.rulesOf(id).join("; "))
      this.wrong(`the model that took ${name} is guarded by [${told}], not by [${this.toy.rulesOf(id).join("; ")}]`);
  }

  requireNotKept(name: string, team: string): void {
    const keptFor = this.toy.freed.get(name)?.keptFor ?? null;
    if (keptFor !== null && keptFor !== team) this.wrong(`the name ${name} was kept for another team`);
  }
}

interface Step {
  readonly what: number;
  readonly by: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];

/** Models that are there. */
const living = ({ toy }: Story): ToyModel[] => toy.models.filter(({ name }) => name !== null);

const reviewed = [{ role: "REVIEWER", count: 1 }];
const allSlots = [["Production"], ["@champion"], ["Production", "@champion"], ["Shadow"], ["Production", "Shadow"]];

const mlflows = (shared: readonly string[] = []) =>
  ["None", "Staging", "Production", "Archived"].map((name) => ({
    name,
    exclusive: name === "Production" && !shared.includes(name),
  }));
/** How Shadow is spelled below. */
const spellings = ["Shadow", "SHADOW", "shadow"];
/** What the organisation's stages can become; the first is what a sequence begins with. */
const lifecycles: readonly Answer[] = [
  { stages: [...mlflows(), { name: "Shadow", exclusive: true }] },
  { stages: [...mlflows(), { name: "SHADOW", exclusive: true }] },
  { stages: mlflows() },
  { stages: [...mlflows(), { name: "Shadow", exclusive: false }] },
  { stages: [...mlflows(["Production"]), { name: "shadow", exclusive: true }] },
];

type Act = (story: Story, by: Person, step: Step) => Promise<string | undefined>;

/** Asks for a move, and notes the request. */
const move = async (
  story: Story,
  by: Person,
  model: ToyModel,
  input: { modelVersionId: string; to: string },
): Promise<void> => {
  const payload = await story.try(by, "requestTransition", { ...input, reason: "r" }, REQUEST);
  if (payload === null) return;
  const { id, state, contentDigest, requirements } = payload.transitionRequest;
  if (story.toy.requests.some((request) => request.id === id)) return;
  const policies = requirements.flatMap(({ policyId }: Answer) => (policyId === null ? [] : [policyId]));
  const open = state === "PENDING";
  const { to } = input;
  story.toy.requests.push({ id, contentDigest, model: model.id, askedUnder: model.name ?? "", to, policies, open });
};

const makePolicy = async (
  story: Story,
  scope: { teamId: string } | { registeredModelId: string },
  of: readonly string[],
): Promise<void> => {
  const input = { name: "rule", scope, slots: of, requirements: reviewed, expiresAfterHours: 48 };
  const done = await story.try("olga", "createApprovalPolicy", input, "approvalPolicy { id }");
  if (done === null) return;
  const covers = "teamId" in scope ? { team: scope.teamId } : { model: scope.registeredModelId };
  const { id } = done.approvalPolicy;
  story.toy.policies.push({ id, scope: covers, slots: of, spelled: of.map(spellingOf), hours: 48, retired: false });
};

const REQUEST = "transitionRequest { id state contentDigest requirements { policyId } }";

/** What people do; each answers the id of the request that signatures applied, if they did. */
const acts: readonly [weight: number, act: Act][] = [
  [
    5,
    async (story, by, { a, b, c }) => {
      const model = pick(living(story), a);
      const modelVersionId = model && pick(model.versions, b);
      if (model === undefined || modelVersionId === undefined) return undefined;
      const to = pick(["Production", "Production", "@champion", "Shadow", "Archived"], c);
      await move(story, by, model, { modelVersionId, to: to! });
      return undefined;
    },
  ],
  [
    5,
    async (story, _, { a, b }) => {
      const request = pick(
        story.toy.requests.filter(({ open }) => open),
        a,
      );
      if (request === undefined) return undefined;
      const input = { transitionRequestId: request.id, contentDigest: request.contentDigest };
      const by = pick<Person>(["rob", "rob", "rob", "mia", "olga"], b)!;
      const done = await story.try(by, "approveTransition", input, "transitionRequest { state }");
      return done?.transitionRequest.state === "APPLIED" ? request.id : undefined;
    },
  ],
  [
    3,
    async (story, by, { a, b }) => {
      const [model, name] = [pick(living(story), a), story.nameAt(b)];
      if (model === undefined || model.name === name) return undefined;
      const done = await story.try(by, "renameRegisteredModel", { registeredModelId: model.id, name });
      if (done === null) return undefined;
      story.requireNotKept(name, model.team);
      await story.called(model, name);
      await story.look();
      if (story.toy.requests.some((request) => request.open && request.model === model.id))
        story.wrong("a request outlived the name that it was asked under");
      return undefined;
    },
  ],
  [
    2,
    async (story, by, { a }) => {
      const model = pick(living(story), a);
      if (model === undefined) return undefined;
      const done = await story.try(by, "deleteRegisteredModel", { registeredModelId: model.id, reason: "r" });
      if (done !== null) story.toy.free(model);
      return undefined;
    },
  ],
  [
    2,
    async (story, by, { a, b }) => {
      await story.create(by, a, b);
      return undefined;
    },
  ],
  [
    1,
    async (story, by, { a, b }) => {
      const modelVersionId = pick(pick(living(story), a)?.versions ?? [], b);
      if (modelVersionId !== undefined) await story.try(by, "setAlias", { modelVersionId, alias: "champion" });
      return undefined;
    },
  ],
  [
    1,
    async (story, by, { a }) => {
      const registeredModelId = pick(living(story), a)?.id;
      if (registeredModelId !== undefined) await story.try(by, "removeAlias", { registeredModelId, alias: "champion" });
      return undefined;
    },
  ],
  [
    1,
    async (story, by, { a, b }) => {
      const modelVersionId = pick(pick(living(story), a)?.versions ?? [], b);
      if (modelVersionId !== undefined) await story.try(by, "deleteModelVersion", { modelVersionId, reason: "r" });
      return undefined;
    },
  ],
  [
    3,
    async (story, _, { a, b, c }) => {
      const model = pick(living(story), a);
      if (model === undefined) return undefined;
      const scope = b % 3 === 0 ? { teamId: model.team } : { registeredModelId: model.id };
      await makePolicy(story, scope, pick(allSlots, c)!);
      return undefined;
    },
  ],
  [2, (story, _, step) => changePolicy(story, step)],
  [
    3,
    async (story, by, { a, b }) => {
      await spell(story, b % 4 === 0 ? by : "admin", pick(lifecycles, a)!);
      return undefined;
    },
  ],
  [
    2,
    async (story, _, { a, b }) => {
      const policy = pick(known(story), a);
      if (policy === undefined) return undefined;
      const by = b % 3 === 0 ? "admin" : "olga";
      const held = story.toy.isHeld(policy, story.served);
      const done = await story.try(by, "retireApprovalPolicy", { approvalPolicyId: policy.id });
      if (done === null) return undefined;
      if (by !== "admin" && held) story.wrong("an owner alone retired a policy while what it guards was held");
      policy.retired = true;
      await requireVoided(story, policy);
      return undefined;
    },
  ],
  [
    1,
    async (story, by, { a, b }) => {
      const model = pick(living(story), a);
      if (model?.name == null) return undefined;
      const { name } = model;
      const mover = by === "admin" ? by : "olga";
      const taken = slots.some(
        (slot) =>
          story.served[keyOf(name, slot)] != null &&
          story.toy.guarding(name, slot).some(({ scope }) => "team" in scope && scope.team === model.team),
      );
      const input = { registeredModelId: model.id, teamId: story.team(b), reason: "r" };
      if ((await story.try(mover, "transferRegisteredModel", input)) === null) return undefined;
      if (mover !== "admin" && taken && model.team !== input.teamId)
        story.wrong("an owner took a model from under its team's policy while what it guards was held");
      model.team = input.teamId;
      return undefined;
    },
  ],
];

/** Sets the stages. One that is held or asked for stays as it is, and one that a policy guards keeps its spelling. */
const spell = async (story: Story, by: Person, lifecycle: Answer): Promise<void> => {
  if ((await story.try(by, "setLifecycle", lifecycle)) === null) return;
  const { toy, served, names } = story;
  const before = spelled;
  spelled = lifecycle.stages.map(({ name }: Answer) => name);
  isShared = lifecycle.stages.some(({ name, exclusive }: Answer) => name === "Production" && !exclusive);
  for (const slot of slots.filter((each) => !each.startsWith("@"))) {
    const was = before.find((name) => name.toLowerCase() === slot.toLowerCase());
    const is = spellingOf(slot);
    const held = names.some((name) => served[keyOf(name, slot)] != null);
    const asked = toy.requests.some(({ open, to }) => open && to === slot);
    if (was !== undefined && was !== is && (held || asked))
      story.wrong(`the stage ${was} went while it was ${held ? "held" : "asked for"}`);
    if (is !== undefined && toy.policies.some((policy) => !policy.retired && isSpelledOtherwise(policy, slot, is)))
      story.wrong(`the stage ${is} is spelled otherwise than by the policy that guards it`);
  }
};

const isSpelledOtherwise = ({ slots: of, spelled: then }: ToyPolicy, slot: string, is: string): boolean =>
  of.includes(slot) && then[of.indexOf(slot)] !== is;

/** Policies whose ids are known: the copies that a name brought are not. */
const known = (story: Story): ToyPolicy[] =>
  story.toy.policies.filter(({ id, retired }) => !retired && !id.startsWith("copy"));

const changePolicy = async (story: Story, { a, b, c }: Step): Promise<undefined> => {
  const policy = pick(known(story), a);
  if (policy === undefined) return undefined;
  const change = pick<Partial<Pick<ToyPolicy, "slots" | "hours">>>(
    [{ hours: policy.hours }, { hours: policy.hours - 1 }, { hours: policy.hours + 1 }, { slots: pick(allSlots, c)! }],
    b,
  )!;
  const after = { ...policy, ...change };
  const looser = after.hours > policy.hours || policy.slots.some((slot) => !after.slots.includes(slot));
  const held = story.toy.isHeld(policy, story.served);
  const by = c % 3 === 0 ? "admin" : "olga";
  const changed = after.hours !== policy.hours || after.slots.join() !== policy.slots.join();
  const openBefore = story.toy.requests.filter(({ open, policies }) => open && policies.includes(policy.id));
  const input = { approvalPolicyId: policy.id, slots: after.slots, expiresAfterHours: after.hours };
  const done = await story.try(by, "updateApprovalPolicy", input, "approvalPolicy { revision }");
  if (done === null) return undefined;
  if (by !== "admin" && looser && held) story.wrong("an owner alone loosened a policy while what it guards was held");
  Object.assign(policy, change, { spelled: after.slots.map(spellingOf) });
  if (changed) await requireVoided(story, policy);
  else {
    await story.look();
    if (openBefore.some(({ open }) => !open)) story.wrong("an update that changes nothing voided a request");
  }
  return undefined;
};

const requireVoided = async (story: Story, { id }: ToyPolicy): Promise<void> => {
  await story.look();
  if (story.toy.requests.some(({ open, policies }) => open && policies.includes(id)))
    story.wrong("a request outlived the revision of its policy");
};

const weighted = acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

/** What a guarded name serves becomes another only by an applied request that was asked under that name and signed. */
const requireLawful = (story: Story, before: { served: Served; guarded: Set<string> }, appliedId?: string): void => {
  const applied = story.toy.requests.find(({ id }) => id === appliedId);
  for (const name of story.names)
    for (const slot of slots) {
      const key = keyOf(name, slot);
      if (before.served[key] === story.served[key]) continue;
      if (!before.guarded.has(key) && story.toy.guarding(name, slot).length === 0) continue;
      if (applied?.askedUnder === name && story.toy.named(name)?.id === applied.model) continue;
      story.wrong(
        `${key} served ${before.served[key]} and now ${story.served[key]}, which no request under that name signed`,
      );
    }
};

let told = 0;
const tell = async (flavour: number, steps: readonly Step[]): Promise<void> => {
  const story = new Story(++told);
  await story.begin();
  await story.prepare(flavour);
  for (const step of steps) {
    const guarded = new Set(
      story.names.flatMap((name) =>
        slots.filter((slot) => story.toy.guarding(name, slot).length > 0).map((slot) => keyOf(name, slot)),
      ),
    );
    const before = { served: story.served, guarded };
    const applied = await weighted[step.what % weighted.length]!(story, pick(everybody, step.by)!, step);
    await story.look();
    requireLawful(story, before, applied);
  }
  await story.end();
};

const small = fc.nat({ max: 59 });
const step = fc.record({ what: fc.nat({ max: weighted.length - 1 }), by: small, a: small, b: small, c: small });
/** Every act and every person as likely as any other: small numbers are no simpler stories here. */
const steps = fc.noBias(fc.array(step, { minLength: 16, maxLength: 28 }));

it(`what a guarded name serves is changed by signed requests alone (seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const limit = process.env.SEQUENCES === undefined ? { interruptAfterTimeLimit: 80_000 } : {};
  const outcome = await fc.check(fc.asyncProperty(fc.noBias(small), steps, tell), {
    numRuns: sequences,
    seed,
    endOnFailure: process.env.SHRINK === undefined,
    ...limit,
  });
  console.log(
    `${outcome.numRuns} sequences, ${stuck} with other stages, seed ${seed}${outcome.failed ? ", failed" : ""}`,
  );
  expect(outcome.failed ? `${outcome.errorInstance}` : "").toBe("");
  expect(outcome.numRuns).toBeGreaterThan(0);
  expect(stuck).toBeLessThanOrEqual(outcome.numRuns / 2);
});
