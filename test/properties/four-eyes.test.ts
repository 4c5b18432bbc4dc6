import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type IdentityProvider, now, startIdentityProvider } from "../access/identity-provider.js";
import { Actor, type Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { registerModel } from "../support/registry.js";
import type { TransitionRequestState } from "../support/schema.gen.js";
import { actorFor, inDays, invited, openWorld, type Role, type World } from "../support/world.js";

/**
 * Random people open runs, write, register, ask and sign by random tokens, also by those of an identity provider, which
 * give and take roles by groups; organisation roles come and go. Beside the service runs a toy of it that knows who had a
 * hand in what and holds what now; it counts signatures by trying everything. Both must say the same after each step.
 * Put back by hand (seed 1), that a signature's minter stands behind the request was found after 7 sequences, and that
 * another signer minted the token after 15.
 */

/** More sequences, or a seed to repeat: `SEQUENCES=2000 SEED=7 npx vitest run …`. */
const sequences = Number(process.env.SEQUENCES ?? 40);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** A credential, and whose hands are in it: the bearer's first. */
interface Token {
  readonly actor: Actor;
  readonly hands: readonly string[];
  readonly roles: Record<string, Role[]>;
  /** Of the identity provider's: when it was issued, and the groups that it shows, if it speaks of groups. */
  readonly shows?: { readonly at: number; readonly groups: readonly string[] | null };
}

let world: World;
let idp: IdentityProvider;
const tokens: Token[] = [];

/** What the toy knows of all sequences: who is ADMIN, and of each bearer the groups that count, with when they were shown. */
const admins = new Set<string>();
const shown = new Map<string, { at: number; groups: readonly string[] }>();
/** Group → the team where it makes a REVIEWER, and who linked it. */
const links = new Map<string, { team: string; by: string }>();
/** Bearers whom the identity provider knows, with whoever linked them. */
const identities: { subject: string; handle: string; hands: readonly string[] }[] = [];

const people: Record<string, Record<string, Role[]>> = {
  boss: { risk: ["REVIEWER"], fraud: ["MAINTAINER"] },
  chief: { legal: ["REVIEWER"] },
  rita: { fraud: ["MAINTAINER"] },
  rob: { risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] },
  lea: { legal: ["REVIEWER"], risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] },
  sam: { risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] },
  olga: { fraud: ["OWNER"] },
};

beforeAll(async () => {
  idp = await startIdentityProvider();
  const { issuer, audience, jwks } = idp.config;
  world = await openWorld({
    env: {
      COUNTERSIGN_JWT_ISSUER: issuer,
      COUNTERSIGN_JWT_AUDIENCE: audience,
      COUNTERSIGN_JWKS: "url" in jwks ? jwks.url.href : jwks.file,
      COUNTERSIGN_JWT_GROUPS_CLAIM: "groups",
    },
  });
  for (const slug of ["fraud", "risk", "legal"]) await world.team(slug);
  const own = new Map<string, Actor>();
  for (const [handle, roles] of Object.entries(people)) own.set(handle, await world.user(handle, roles));
  const minters = ["boss", "chief"].map((handle) => own.get(handle)).filter((actor) => actor !== undefined);
  for (const { id } of minters) {
    await world.admin.do("grantOrganizationRole", { principalId: id, role: "ADMIN" });
    admins.add(id);
  }
  for (const [handle, actor] of own) {
    const roles = people[handle] ?? {};
    tokens.push({ actor, hands: [actor.id], roles });
    for (const admin of minters.filter(({ id }) => id !== actor.id)) {
      const minted = await actorFor(admin, actor.id, `${handle} by ${admin.handle}`);
      tokens.push({ actor: minted, hands: [actor.id, admin.id], roles });
    }
  }
  const bot = { teamId: world.teamId("fraud"), handle: "bot", displayName: "Bot", roles: ["CONTRIBUTOR"] };
  const made = (await world.admin.do("createServiceAccount", bot, "serviceAccount { id }")).createServiceAccount;
  for (const admin of [...minters, own.get("olga") as Actor])
    tokens.push({
      actor: await actorFor(admin, made.serviceAccount.id, `bot by ${admin.handle}`),
      hands: [made.serviceAccount.id, admin.id],
      roles: { fraud: ["CONTRIBUTOR"] },
    });
  const again = own.get("rob");
  if (again !== undefined) {
    const second = await invited(world.admin, again.id, "rob again");
    tokens.push({ actor: second, hands: [again.id], roles: people.rob ?? {} });
  }
  await meetProvider(own, minters);
}, 240_000);
afterAll(async () => {
  await world?.close();
  await idp?.stop();
});

/** Two of the people have an identity that an administrator linked; jo has come by it, and holds roles by groups alone. */
const meetProvider = async (own: ReadonlyMap<string, Actor>, [boss, chief]: readonly Actor[]): Promise<void> => {
  if (boss === undefined || chief === undefined) throw new Error("nobody links");
  const linked: [string, Actor][] = [
    ["rob", chief],
    ["chief", boss],
  ];
  for (const [handle, by] of linked) {
    const principalId = own.get(handle)?.id ?? "";
    await by.do("linkUserIdentity", { principalId, identity: { issuer: idp.config.issuer, subject: handle } });
    identities.push({ subject: handle, handle, hands: [principalId, by.id] });
  }
  const first = new Actor(world.url, await idp.token("jo", { preferred_username: "jo" }), "jo");
  const { id } = (await first.ask("{ viewer { principal { id } } }")).viewer.principal;
  identities.push({ subject: "jo", handle: "jo", hands: [id] });
  tokens.push({ actor: await actorFor(boss, id, "jo by boss"), hands: [id, boss.id], roles: {} });
  for (const [group, team, by] of [
    ["risk-eng", "risk", chief],
    ["legal-eng", "legal", boss],
  ] as const) {
    await by.do("linkTeamGroup", { teamId: world.teamId(team), group, roles: ["REVIEWER"] });
    links.set(group, { team, by: by.id });
  }
};

const acts = [
  "open",
  "file",
  "param",
  "metric",
  "input",
  "tag",
  "register",
  "finish",
  "ask",
  "sign",
  "sign",
  "sign",
  "sign",
  "show",
  "turn",
  "seat",
  "heir",
  "rule",
  "mint",
] as const;
type Act = (typeof acts)[number];

interface Step {
  readonly act: Act;
  readonly token: number;
  readonly words: number;
}

interface Plan {
  readonly risk: number;
  readonly legal: number;
  readonly separation: ("REQUESTER" | "AUTHOR")[];
  /** Tokens of the identity provider, in the order of their issue. */
  readonly shows: { who: number; groups: string[] | null }[];
  readonly steps: Step[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  risk: fc.integer({ min: 1, max: 2 }),
  legal: fc.integer({ min: 0, max: 1 }),
  separation: fc.subarray(["REQUESTER", "AUTHOR"] as ("REQUESTER" | "AUTHOR")[]),
  shows: fc.array(
    fc.record({
      who: fc.nat(),
      groups: fc.option(fc.subarray(["risk-eng", "legal-eng", "else"]), { freq: 8 }),
    }),
    { minLength: 5, maxLength: 5 },
  ),
  steps: fc.array(
    fc.record({ act: fc.constantFrom(...acts), token: fc.nat(), words: fc.integer({ min: 0, max: 1 }) }),
    { minLength: 8, maxLength: 22 },
  ),
});

interface ToyVersion {
  readonly id: string;
  authors: string[];
  /** Whether it will take its run's content again. */
  provisional: boolean;
}

interface ToyRequest {
  readonly id: string;
  readonly contentDigest: string;
  readonly version: ToyVersion;
  readonly requesters: readonly string[];
  readonly words: number;
  state: TransitionRequestState;
  /** Approvals by bearer, the last of each. */
  readonly signatures: Map<string, { token: Token; words: number; decision: string }>;
}

/** What the toy knows of one model. */
interface Toy {
  readonly plan: Plan;
  /** Every credential, those of the identity provider last. */
  readonly pool: readonly Token[];
  readonly model: string;
  readonly name: string;
  run: { hex: string; place: string; source: string; authors: Set<string>; running: boolean } | null;
  readonly versions: ToyVersion[];
  request: ToyRequest | null;
  made: number;
}

const share = (one: readonly string[], other: readonly string[]): boolean => one.some((hand) => other.includes(hand));

/** Whether the bearer holds, by whichever credential, the role there now, given by somebody else. */
const holds = ({ roles, hands: [bearer = ""] }: Token, team: string): boolean =>
  roles[team]?.includes("REVIEWER") === true ||
  (shown.get(bearer)?.groups ?? []).some((group) => {
    const link = links.get(group);
    return link?.team === team && link.by !== bearer;
  });

const holdsAny = ({ legal }: Plan, token: Token): boolean =>
  holds(token, "risk") || (legal > 0 && holds(token, "legal"));

/** Whether the signature would count if it were the only one. */
const countsAlone = ({ separation }: Plan, { requesters, version }: ToyRequest, token: Token): boolean => {
  const [, ...minters] = token.hands;
  if (separation.includes("REQUESTER") && share(token.hands, requesters)) return false;
  if (separation.includes("AUTHOR") && share(token.hands, version.authors)) return false;
  return !share(minters, [requesters[0] ?? "", version.authors[0] ?? ""]);
};

/** The most places that these signatures fill, by trying everything. */
const filled = (plan: Plan, signatures: readonly Token[]): number => {
  const from = (index: number, risk: number, legal: number, chosen: readonly Token[]): number => {
    const token = signatures[index];
    if (token === undefined) return 0;
    const tries = [from(index + 1, risk, legal, chosen)];
    if (!chosen.some(({ hands }) => share(hands, token.hands))) {
      if (risk > 0 && holds(token, "risk")) tries.push(1 + from(index + 1, risk - 1, legal, [...chosen, token]));
      if (legal > 0 && holds(token, "legal")) tries.push(1 + from(index + 1, risk, legal - 1, [...chosen, token]));
    }
    return Math.max(...tries);
  };
  return from(0, plan.risk, plan.legal, []);
};

const needs = ({ risk, legal }: Plan): number => risk + legal;

const at = { timestamp: 1, step: 0 };

const writes: Partial<Record<Act, (wire: Mlflow, run: NonNullable<Toy["run"]>, key: string) => Promise<unknown>>> = {
  file: (wire, { place }, key) => wire.upload(`${place}/${key}`, key),
  param: (wire, { hex: run_id }, key) => wire.post("runs/log-parameter", { run_id, key, value: "1" }),
  metric: (wire, { hex: run_id }, key) => wire.post("runs/log-metric", { run_id, key, value: 1, ...at }),
  input: (wire, { hex: run_id }, key) => {
    const dataset = { name: key, digest: "d", source_type: "local", source: "{}" };
    return wire.post("runs/log-inputs", { run_id, datasets: [{ dataset }] });
  },
  tag: (wire, { hex: run_id }, key) => wire.post("runs/set-tag", { run_id, key, value: "1" }),
};

const worksFor = ({ roles }: Token): boolean => (roles.fraud ?? []).length > 0;

const open = async (toy: Toy, { actor, hands }: Token): Promise<void> => {
  const { run } = await new Mlflow(actor).post("runs/create", { experiment_id: await experiment(), start_time: 1 });
  const { run_id: hex, artifact_uri: source } = run.info;
  toy.run = { hex, source, place: placeIn(source), authors: new Set(hands), running: true };
};

let training: string | undefined;
const experiment = async (): Promise<string> => {
  training ??= await new Mlflow(tokens[0]?.actor as Actor).experiment("training");
  return training;
};

const write = async (toy: Toy, act: Act, { actor, hands }: Token): Promise<void> => {
  if (toy.run === null) return;
  await writes[act]?.(new Mlflow(actor), toy.run, `k${++toy.made}`);
  if (act !== "tag") for (const hand of hands) toy.run.authors.add(hand);
};

const register = async (toy: Toy, { actor, hands }: Token): Promise<void> => {
  const { run, name } = toy;
  if (run === null) return;
  const message = { name, source: run.source, run_id: run.hex };
  const { model_version } = await new Mlflow(actor).post("model-versions/create", message);
  const { modelVersion } = await actor.ask(
    "query ($n: String!, $v: Int!) { modelVersion(name: $n, version: $v) { id } }",
    { n: name, v: Number(model_version.version) },
  );
  toy.versions.push({
    id: modelVersion.id,
    authors: [...new Set([...hands, ...run.authors])],
    provisional: run.running,
  });
};

const freeze = (version: ToyVersion, { run }: Toy): void => {
  if (!version.provisional || run === null) return;
  version.provisional = false;
  version.authors = [...new Set([...version.authors, ...run.authors])];
};

const finish = async (toy: Toy, { actor }: Token): Promise<void> => {
  const { run } = toy;
  if (run?.running !== true) return;
  await new Mlflow(actor).post("runs/update", { run_id: run.hex, status: "FINISHED", end_time: 2 });
  run.running = false;
  for (const version of toy.versions) freeze(version, toy);
};

const ask = async (toy: Toy, { actor, hands }: Token, words: number): Promise<void> => {
  const waiting = toy.request?.state === "PENDING" ? toy.request : null;
  const version = waiting?.version ?? toy.versions.at(-1);
  if (version === undefined || toy.request?.version === (waiting === null ? version : null)) return;
  const input = { modelVersionId: version.id, to: "Production", reason: `words ${words}` };
  const { data } = await actor.attempt("requestTransition", input, "transitionRequest { id contentDigest state }");
  const { transitionRequest, userErrors } = data!.requestTransition;
  if (waiting !== null) {
    const same = waiting.requesters[0] === hands[0] && waiting.words === words;
    expect({ id: (transitionRequest as { id: string } | null)?.id, code: userErrors[0]?.code }).toEqual(
      same ? { id: waiting.id, code: undefined } : { id: undefined, code: "REQUEST_OPEN" },
    );
    return;
  }
  freeze(version, toy);
  const { id, contentDigest, state } = transitionRequest;
  expect(state).toBe("PENDING");
  toy.request = { id, contentDigest, version, requesters: hands, words, state, signatures: new Map() };
};

/** Whether the service must take the signature, and the places filled with it. */
const foreseen = (plan: Plan, request: ToyRequest, token: Token): { taken: boolean; places: number } => {
  const [bearer = "", ...minters] = token.hands;
  const others = [...request.signatures.values()].map((each) => each.token).filter(({ hands }) => hands[0] !== bearer);
  const counted = others.filter((other) => countsAlone(plan, request, other) && holdsAny(plan, other));
  const before = filled(plan, counted);
  const able = countsAlone(plan, request, token) && holdsAny(plan, token);
  const dependent = others.some(({ hands }) => minters.includes(hands[0] ?? ""));
  const places = filled(plan, [...counted, token]);
  const idle = counted.some(({ hands }) => share(hands, token.hands)) && places === before;
  return { taken: able && !dependent && !idle, places };
};

const sign = async (toy: Toy, token: Token, words: number): Promise<void> => {
  const { plan, request } = toy;
  const [bearer = ""] = token.hands;
  if (request === null || token.actor.handle.startsWith("bot")) return;
  const given = request.signatures.get(bearer);
  const isInvited = ({ hands, shows }: Token): boolean => hands.length === 1 && shows === undefined;
  const repeated =
    given !== undefined &&
    given.words === words &&
    given.token.hands.join() === token.hands.join() &&
    isInvited(given.token) === isInvited(token);
  const { data, errors } = await token.actor.attempt(
    "approveTransition",
    { transitionRequestId: request.id, contentDigest: request.contentDigest, comment: `words ${words}` },
    "transitionRequest { state requirements { given } } decision { id }",
  );
  const answer: Answer | undefined = data?.approveTransition;
  const taken = answer?.decision != null;
  const refusal = errors[0]?.extensions.code ?? answer?.userErrors[0]?.code;
  if (repeated) {
    expect({ refusal, decision: answer?.decision?.id }).toEqual({ refusal: undefined, decision: given.decision });
    return;
  }
  if (request.state === "APPLIED") {
    expect(taken).toBe(false);
    return;
  }
  const expected = foreseen(plan, request, token);
  expect({ taken, refusal: taken ? undefined : refusal !== undefined }).toEqual({
    taken: expected.taken,
    refusal: expected.taken ? undefined : true,
  });
  if (!taken) return;
  request.signatures.set(bearer, { token, words, decision: answer?.decision.id });
  request.state = expected.places >= needs(plan) ? "APPLIED" : "PENDING";
  const shown = answer?.transitionRequest;
  const places = shown.requirements.reduce((sum: number, each: Answer) => sum + each.given, 0);
  expect({ state: shown.state, places }).toEqual({ state: request.state, places: expected.places });
};

/** Comes in once: the groups of the newest token of its bearer count, and no others. */
const show = async ({ actor, hands: [bearer = ""], shows }: Token): Promise<void> => {
  if (shows === undefined) return;
  await actor.ask("{ viewer { principal { id } } }");
  const { at, groups } = shows;
  if (groups !== null && at >= (shown.get(bearer)?.at ?? 0)) shown.set(bearer, { at, groups });
};

/** The role ADMIN of the bearer comes, or goes. */
const turn = async ({ hands: [bearer = ""] }: Token): Promise<void> => {
  const [mutation, change] = admins.has(bearer)
    ? (["revokeOrganizationRole", "delete"] as const)
    : (["grantOrganizationRole", "add"] as const);
  await world.admin.do(mutation, { principalId: bearer, role: "ADMIN" });
  admins[change](bearer);
};

/** The minter boss stops being a REVIEWER, or is one again: what boss signed meanwhile counts for nothing. */
const seat = async (): Promise<void> => {
  const boss = tokens.find(({ actor }) => actor.handle === "boss");
  const roles: Role[] = people.boss?.risk?.includes("REVIEWER") === true ? ["CONTRIBUTOR"] : ["REVIEWER"];
  const member = { teamId: world.teamId("risk"), principalId: boss?.hands[0] };
  await world.admin.do("changeTeamMemberRoles", { ...member, roles });
  if (people.boss !== undefined) people.boss.risk = roles;
};

/**
 * The minter boss signs and stops being a REVIEWER; then somebody signs by a token that boss minted. The first signature
 * fills no place any more, so that the second would: both could be boss's.
 */
const heir = async (toy: Toy, { token: index, words }: Step): Promise<void> => {
  const boss = tokens.find(({ actor }) => actor.handle === "boss");
  if (boss === undefined) return;
  if (people.boss?.risk?.includes("REVIEWER") !== true) await seat();
  await sign(toy, boss, words);
  await seat();
  const heirs = tokens.filter(
    ({ hands: [bearer, ...minters] }) => bearer !== boss.hands[0] && minters.includes(boss.actor.id),
  );
  const token = heirs[index % heirs.length];
  if (token !== undefined) await sign(toy, token, words);
};

/** The role counts while all who minted the token, or linked the identity, are administrators themselves. */
const rules = ({ hands }: Token): boolean => hands.every((hand) => admins.has(hand));

const rule = async (token: Token): Promise<void> => {
  const { organizationRoles } = (await token.actor.ask("{ viewer { organizationRoles } }")).viewer;
  expect(organizationRoles).toEqual(rules(token) ? ["ADMIN"] : []);
};

/** A token for the service account: by an owner of its team while it is no administrator, else by an administrator. */
const mint = async (token: Token): Promise<void> => {
  const bot = tokens.find(({ actor }) => actor.handle.startsWith("bot"))?.hands[0] ?? "";
  const owns = token.roles.fraud?.includes("OWNER") === true;
  const may = token.hands[0] === bot || rules(token) || (owns && !admins.has(bot));
  const input = { principalId: bot, name: "one more", expiresAt: inDays(1), scopes: ["READ"] };
  const { data, errors } = await token.actor.attempt("createApiToken", input, "apiToken { id }");
  const refusal = errors[0]?.extensions.code ?? data?.createApiToken?.userErrors[0]?.code;
  expect({ of: token.actor.handle, refusal }).toEqual({
    of: token.actor.handle,
    refusal: may ? undefined : "FORBIDDEN",
  });
};

const take = async (toy: Toy, step: Step): Promise<void> => {
  const { act, token: index, words } = step;
  const token = toy.pool[index % toy.pool.length];
  if (token === undefined) return;
  await show(token);
  if (act === "show") return;
  if (act === "turn") return turn(token);
  if (act === "seat") return seat();
  if (act === "heir") return heir(toy, step);
  if (act === "rule") return rule(token);
  if (act === "mint") return mint(token);
  if (act === "sign") return sign(toy, token, words);
  if (!worksFor(token)) return;
  if (act === "open") return open(toy, token);
  if (act === "register") return register(toy, token);
  if (act === "finish") return finish(toy, token);
  if (act === "ask") return ask(toy, token, words);
  return write(toy, act, token);
};

/** Each is newer than all of the sequences before, though some came in long ago. */
const tokensOf = ({ shows }: Plan): Promise<Token[]> =>
  Promise.all(
    shows.map(async ({ who, groups }, order) => {
      const { subject, handle, hands } = identities[who % identities.length] as (typeof identities)[number];
      const at = epoch + 10 * models + order;
      const claims = { iat: at, exp: at + 86_000, ...(groups !== null && { groups }) };
      const actor = new Actor(world.url, await idp.token(subject, claims), `${handle} by the provider`, hands[0]);
      return { actor, hands, roles: people[handle] ?? {}, shows: { at, groups } };
    }),
  );

const epoch = now() - 70_000;
let models = 0;
const begin = async (plan: Plan): Promise<Toy> => {
  const name = `model-${++models}`;
  const rita = tokens.find(({ actor }) => actor.handle === "rita")?.actor as Actor;
  const model = await registerModel(rita, world.teamId("fraud"), name);
  const place = (slug: string, count: number): Answer[] =>
    count === 0 ? [] : [{ role: "REVIEWER", teamId: world.teamId(slug), count }];
  await world.admin.do("createApprovalPolicy", {
    name: "four eyes",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [...place("risk", plan.risk), ...place("legal", plan.legal)],
    separationOfDuties: plan.separation,
  });
  const pool = [...tokens, ...(await tokensOf(plan))];
  return { plan, pool, model, name, run: null, versions: [], request: null, made: 0 };
};

/** Each plan is told from its middle: with a run, a version and a request that random people made. */
const openings: fc.Arbitrary<{ act: Act; worker: number }[]> = fc.tuple(
  ...[["open"], ["file", "param", "metric", "input"], ["param", "metric", "input", "tag"], ["register"], ["ask"]].map(
    (some) => fc.record({ act: fc.constantFrom(...(some as Act[])), worker: fc.nat() }),
  ),
);

const tell = async (plan: Plan, opening: readonly { act: Act; worker: number }[]): Promise<void> => {
  const toy = await begin(plan);
  const workers = tokens.flatMap((token, index) => (worksFor(token) ? [index] : []));
  for (const { act, worker } of opening)
    await take(toy, { act, token: workers[worker % workers.length] ?? 0, words: 0 });
  for (const step of plan.steps) await take(toy, step);
};

it(`service and toy agree on who signs what (seed ${seed})`, { timeout: 3_600_000 }, async () => {
  const limit = process.env.SEQUENCES === undefined ? { interruptAfterTimeLimit: 80_000 } : {};
  const outcome = await fc.check(fc.asyncProperty(plans, openings, tell), {
    numRuns: sequences,
    seed,
    endOnFailure: process.env.SHRINK === undefined,
    ...limit,
  });
  console.log(`${outcome.numRuns} sequences, seed ${seed}${outcome.failed ? ", failed" : ""}`);
  expect(outcome.failed ? `${outcome.errorInstance}\n${fc.stringify(outcome.counterexample)}` : "").toBe("");
  expect(outcome.numRuns).toBeGreaterThan(0);
});
