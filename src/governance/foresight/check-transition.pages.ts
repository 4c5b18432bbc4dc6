import type { Access } from "../../access/ability.js";
import { principalByHandle, principalsById } from "../../access/access.queries.js";
import { loadAccess } from "../../access/caller.queries.js";
import type { Ctx } from "../../context.js";
import { idPrefix } from "../../db/ids.js";
import { type DomainError, forbidden, notFound } from "../../errors.js";
import { loader } from "../../graphql/loader.js";
import { frozenState } from "../../registry/frozen/frozen-versions.queries.js";
import { readLifecycle } from "../../registry/lifecycle.store.js";
import { versionLoader } from "../../registry/registry.loaders.js";
import type { VersionRead } from "../../registry/versions.queries.js";
import type { HeldPolicy, Parties, Signer } from "../approval-rules.js";
import { foreseeGates } from "../gates/gates.pages.js";
import { approversLoader, policyLoader, waiversLoader } from "../governance.loaders.js";
import { readMove } from "../move.store.js";
import { isFree, judgeMove, type Move } from "../move-rules.js";
import { hiddenPolicies, isHidden } from "../policies/hidden-policies.js";
import { type RequestRead, requestsPage } from "../requests.queries.js";
import { judgeSigner } from "../signer-rules.js";
import { mayOnSlots } from "../slot-rights.js";
import type { TransitionCheck, TransitionRefusal } from "./check-transition.types.js";
import { requirementRows } from "./requirement-rows.js";

export interface CheckAsked {
  readonly modelVersionId: string;
  readonly to: string;
  /** Handle or id; null: whoever asks. */
  readonly principal: string | null;
}

/** Somebody, with what they may do now. */
interface Somebody {
  readonly id: string;
  readonly kind: string;
  readonly access: Pick<Access, "ability" | "roles">;
  readonly mintedBy: readonly string[];
  /** What their credential lacks; of others nobody knows which they would show. */
  readonly lacks: (scope: "WRITE" | "APPROVE") => boolean;
}

const self = ({ principal, credential, access }: Ctx): Somebody => ({
  id: principal.id,
  kind: principal.kind,
  access,
  mintedBy: credential.mintedBy,
  lacks: (scope) => !credential.scopes.has(scope),
});

/** Another's rights are told to the owners of the model's team, and to administrators. */
const somebody = async (ctx: Ctx, version: VersionRead, principal: string | null): Promise<Somebody> => {
  if (principal === null || principal === ctx.principal.id || principal === ctx.principal.handle) return self(ctx);
  if (!ctx.access.ability.can("administer", { type: "Team", id: version.teamId }))
    throw forbidden("What others may do is told to owners of the model's team, and to administrators.");
  const byId = idPrefix(principal) === "usr" || idPrefix(principal) === "sa";
  const found = byId ? (await principalsById(ctx, [principal]))[0] : await principalByHandle(ctx, principal);
  const access = found && (await loadAccess(ctx.db.single, ctx.db.kinds, [found.id])).get(found.id);
  if (found === undefined || access === undefined) throw notFound("principal");
  return { id: found.id, kind: found.kind, access, mintedBy: [], lacks: () => false };
};

/** What would become of the move if it were asked for, and signed, by the caller or by somebody else. Changes nothing. */
export const checkTransition = async (ctx: Ctx, asked: CheckAsked): Promise<TransitionCheck> => {
  const version = await loader(ctx, versionLoader).load(asked.modelVersionId);
  if (version === null || version.deletedAt !== null) throw notFound("model version");
  const who = await somebody(ctx, version, asked.principal);
  const { slot, gates } = await foreseeGates(ctx, version, asked.to, [who.id, ...who.mintedBy]);
  const model = { id: version.registeredModelId, name: version.modelName, teamId: version.teamId };
  const open = await openRequest(ctx, version, slot.name);
  const emergency = open !== undefined && open.emergency !== null;
  const move = await readMove(ctx.db.single, { model, version }, { slot, archiving: false, emergency });
  const lifecycle = await readLifecycle(ctx.db.single);
  const parties = await partiesOf(ctx, version, open);
  const mayMove = mayOnSlots(who.access, "move", move);
  const judged = judgeMove({ move, lifecycle, request: null, mayMove, parties, signers: [], gates });
  const impossible = judged.verdict === "REFUSE" ? judged.refusal : null;
  const signers = open === undefined ? [] : await loader(ctx, approversLoader).load(open.id);
  const hidden = await hiddenIn(ctx, move.policies);
  const asking = refusalOfAsking(who, move, { impossible, open });
  const signing = impossible ?? refusalOfSigning(who, { move, parties, signers });
  const free = isFree(move, mayMove);
  const refusals: TransitionRefusal[] = [];
  if (asking !== null) refusals.push({ act: "REQUEST", ...toldOf(asking), who: askersOf(asking, version) });
  if (signing !== null && !free)
    refusals.push({ act: "APPROVE", ...toldOf(signing), who: signing === impossible ? null : signersOf(move, hidden) });
  return {
    canRequest: asking === null,
    canApprove: signing === null && !free,
    appliesAtOnce: asking === null && judged.verdict === "APPLY",
    places: free ? [] : requirementRows(move.policies, { parties, signers, hidden }),
    refusals,
    gates,
  };
};

const openRequest = async (ctx: Ctx, { id }: VersionRead, slot: string): Promise<RequestRead | undefined> => {
  const filter = { modelVersionId: id, to: slot, state: "PENDING" } as const;
  return (await requestsPage(ctx.db.reader, ctx.access, ctx.principal.id, { filter, after: null, limit: 1 }))[0];
};

/** Whose work signatures would check; who will ask is not known before somebody has. */
const partiesOf = async (ctx: Ctx, { id }: VersionRead, open: RequestRead | undefined): Promise<Parties> => ({
  requesters: open?.requestedFor ?? [],
  authors: open?.authors ?? (await frozenState(ctx.db.reader, id))?.authors ?? [],
  waivers: open === undefined ? [] : await loader(ctx, waiversLoader).load(open.id),
});

interface Asking {
  readonly impossible: DomainError | null;
  readonly open: RequestRead | undefined;
}

const refusalOfAsking = (who: Somebody, move: Move, { impossible, open }: Asking): Told | null => {
  if (who.lacks("WRITE")) return { code: "FORBIDDEN", message: "The credential lacks the scope WRITE." };
  if (!mayOnSlots(who.access, "request", move))
    return {
      code: "FORBIDDEN",
      message: `Asking for ${move.slot.name} takes CONTRIBUTOR in the model's team, or a grant.`,
    };
  if (impossible !== null) return impossible;
  return open === undefined
    ? null
    : {
        code: "REQUEST_OPEN",
        message: `Request ${open.id} asks for the same already: have it signed, or withdraw it.`,
      };
};

type Told = Pick<DomainError, "code" | "message">;
const toldOf = ({ code, message }: Told): { code: string; message: string } => ({ code, message });

interface Signing {
  readonly move: Move;
  readonly parties: Parties;
  readonly signers: readonly Signer[];
}

const refusalOfSigning = (who: Somebody, { move, parties, signers }: Signing): Told | null => {
  if (who.lacks("APPROVE")) return { code: "FORBIDDEN", message: "The credential lacks the scope APPROVE." };
  const { id, kind, access, mintedBy } = who;
  const signer = { id, kind, roles: access.roles, mintedBy };
  const others = signers.filter((each) => each.id !== id);
  const judged = judgeSigner({ verdict: "APPROVE", policies: move.policies, parties, signer, others });
  return "role" in judged ? null : judged.refusal;
};

/** Who could ask where a role is what is missing. */
const askersOf = ({ code }: Told, { modelName }: VersionRead): string | null =>
  code === "FORBIDDEN" ? `contributors and maintainers of the team of "${modelName}"` : null;

const signersOf = (move: Move, hidden: ReadonlySet<string>): string | null => {
  const shown = move.policies.filter((policy) => !isHidden(hidden, policy)).flatMap(({ requirements }) => requirements);
  return shown.length === 0 ? null : [...new Set(shown.map(({ role, count }) => `${count} ${role}`))].join(", ");
};

const hiddenIn = (ctx: Ctx, policies: readonly HeldPolicy[]): Promise<ReadonlySet<string>> =>
  hiddenPolicies(ctx.access, [{ policies }], async (ids) => {
    const read = await loader(ctx, policyLoader).loadMany(ids);
    return read.flatMap((policy) => (policy === null || policy instanceof Error ? [] : [policy.id]));
  });
