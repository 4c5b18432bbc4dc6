import { type Fact, listIn, type Person, type Said, said, textIn } from "./facts.js";

/** Somebody's signature for a request, as its entry tells it. */
export interface Decision {
  readonly by: Person;
  readonly verdict: string;
  readonly contentDigest: string;
  /** Of a waiver: which gate. */
  readonly gate: Said;
  readonly fact: Fact;
}

/** A request as the entries of its version's stream tell it up to one of them. */
export interface Request {
  readonly id: string;
  /** Whoever asked. */
  readonly by: Person;
  readonly opened: Fact;
  /** Digest of the statement as it was sealed last. */
  contentDigest: string;
  /** What the request's digests were, oldest first. */
  readonly digests: string[];
  readonly decisions: Decision[];
  /** Why it could not be applied any more: its state, once it was closed. */
  closed: string | null;
}

/** A move that was made, and its request as it stood then. */
export interface Applied {
  readonly fact: Fact;
  readonly id: string;
  readonly request: Request | undefined;
}

/** What is wrong with the way entries tell a request. */
export interface Contradiction {
  readonly fact: Fact;
  readonly detail: string;
}

export interface Told {
  readonly requests: ReadonlyMap<string, Request>;
  readonly applied: readonly Applied[];
  readonly contradictions: readonly Contradiction[];
}

const CLOSED = ["REJECTED", "VOIDED", "WITHDRAWN", "EXPIRED"];

/** What a version's own entries, in their order, tell of the requests to move it and of the moves that were made. */
export const requestsTold = (facts: readonly Fact[]): Told => {
  const requests = new Map<string, Request>();
  const [applied, contradictions]: [Applied[], Contradiction[]] = [[], []];
  for (const fact of facts) {
    const id = fact.after.request;
    if (fact.outcome !== "ALLOWED" || typeof id !== "string") continue;
    const request = requests.get(id);
    if (fact.act === "applyTransition")
      applied.push({ fact, id, request: request && { ...request, decisions: [...request.decisions] } });
    else if (request === undefined) open(requests, fact, id);
    else {
      const detail = goOn(request, fact);
      if (detail !== undefined) contradictions.push({ fact, detail });
    }
  }
  return { requests, applied, contradictions };
};

const open = (requests: Map<string, Request>, fact: Fact, id: string): void => {
  const { contentDigest, verdict } = fact.after;
  if (typeof contentDigest !== "string" || verdict !== undefined) return;
  const digests = [contentDigest];
  requests.set(id, { id, by: fact.actor, opened: fact, contentDigest, digests, decisions: [], closed: null });
};

/** Takes what an entry says further of a request; answers what contradicts the entries before. */
const goOn = (request: Request, fact: Fact): string | undefined => {
  const { contentDigest, verdict, state, gate } = fact.after;
  if (fact.act === "evaluateGates") {
    if (fact.before.contentDigest !== request.contentDigest)
      return `${request.id} is sealed anew over another digest than the one before`;
    request.contentDigest = textIn(contentDigest);
    request.digests.push(request.contentDigest);
  } else if (typeof verdict === "string") {
    if (["APPROVE", "WAIVE"].includes(verdict) && contentDigest !== request.contentDigest)
      return `what is signed is another digest than the one that ${request.id} had`;
    request.decisions.push({
      by: fact.actor,
      verdict,
      contentDigest: textIn(contentDigest),
      gate: said(gate),
      fact,
    });
  }
  if (CLOSED.includes(textIn(state))) request.closed = textIn(state);
  return undefined;
};

/** Whose latest decision approves, with that decision; whatever they decided before counts no more. */
export const approvalsOf = ({ decisions }: Request): Decision[] => {
  const latest = new Map<string, Decision>();
  for (const decision of decisions)
    if (["APPROVE", "REJECT"].includes(decision.verdict)) latest.set(decision.by.id, decision);
  return [...latest.values()].filter(({ verdict }) => verdict === "APPROVE");
};

/** The statement that an applied move was signed by; see docs/evidence-format.md. */
export interface Statement {
  readonly team: string;
  readonly to: string;
  readonly digest: string;
  readonly versionId: string;
  readonly emergency: boolean;
  readonly policies: readonly { readonly id: string; readonly revision: number; readonly digest: string }[];
  readonly gates: readonly { readonly policy: string; readonly key: string; readonly verdict: string }[];
}

export const statementIn = (text: string): Statement | undefined => {
  try {
    const all = said(JSON.parse(text));
    return {
      team: textIn(all.teamId),
      to: textIn(all.to),
      digest: textIn(all.digest),
      versionId: textIn(all.modelVersionId),
      emergency: all.emergency === true,
      policies: listIn(all.policies).map((each) => {
        const { id, revision, digest } = said(each);
        return { id: textIn(id), revision: Number(revision), digest: textIn(digest) };
      }),
      gates: listIn(all.gates).map((each) => {
        const { policy, key, verdict } = said(each);
        return { policy: textIn(policy), key: textIn(key), verdict: textIn(verdict) };
      }),
    };
  } catch {
    return undefined;
  }
};
