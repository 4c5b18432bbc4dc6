import { isCommitment, opens, readDisclosure } from "../../../verify/disclosure.js";

/** What an entry says, as far as its body could be read and is the envelope's. */
export interface Fact {
  readonly leaf: bigint;
  readonly stream: string;
  readonly act: string;
  readonly outcome: string;
  readonly at: string;
  readonly actor: Person;
  readonly before: Said;
  readonly after: Said;
  readonly decision: Said;
  /** Of a decision that its signer's own key signed: what was signed, the comment, the printed name. */
  readonly words: Words | undefined;
  readonly subjects: readonly {
    readonly kind: string;
    readonly id: string;
    readonly role: string;
    readonly label: unknown;
  }[];
}

/** Texts of an entry; undefined where they are shut, or erased. */
export interface Words {
  readonly statement: string | undefined;
  readonly comment: string | null | undefined;
  readonly name: string | undefined;
}

/** Members that may be there: a body is anybody's text. */
export type Said = Readonly<Record<string, unknown>>;

/** Whoever did something, with what the entry says of them. */
export interface Person {
  readonly id: string;
  readonly isUser: boolean;
  /** `ADMIN`, or a team's slug and a role: `risk:REVIEWER`. */
  readonly roles: readonly string[];
  /** Whoever minted the credential. */
  readonly minters: readonly string[];
}

/** The service itself, which is nobody's hand: it gave out the first token. */
const SERVICE = "sys_00000000000000000000000000";

export const said = (value: unknown): Said =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Said) : {};

export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const texts = (value: unknown): string[] => listIn(value).filter((each): each is string => typeof each === "string");

/** The members of `before`, `after` and what gates said that something is judged by; others are not held. */
const judgedBy =
  "challenge confirmed contentDigest decision digest dueAt fingerprint gate key keyid kind meaning name origin policy proof publicKey registered request review reviewState revision revoked role signature signingKey slot state verdict vkey webauthn".split(
    " ",
  );

/** What happens to keys that people sign with. */
const keyActs = ["beginSigningKey", "registerSigningKey", "confirmSigningKey", "revokeSigningKey"];

const picked = (value: unknown): Said => {
  const all = said(value);
  return Object.fromEntries(judgedBy.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name]]] : [])));
};

export const factOf = (
  body: object,
  disclosures: readonly string[],
  place: { leaf: bigint; stream: string; at: string },
): Fact => {
  const { action, outcome, actor, subjects, before, after, decision } = body as Said;
  const { id, kind, roles, auth } = said(actor);
  return {
    ...place,
    act: textIn(action),
    outcome: textIn(outcome),
    actor: {
      id: textIn(id),
      isUser: kind === "USER",
      roles: texts(roles),
      minters: texts(said(auth).mintedBy).filter((minter) => minter !== SERVICE),
    },
    before: picked(before),
    after: picked(after),
    decision: { gates: listIn(said(decision).gates).map(picked), signers: said(decision).signers },
    words: Object.hasOwn(said(after), "signature") ? wordsOf(body as Said, disclosures) : undefined,
    subjects: listIn(subjects).map((each) => {
      const { kind: of, id: subject, role, label } = said(each);
      return { kind: textIn(of), id: textIn(subject), role: textIn(role), label };
    }),
  };
};

const wordsOf = (body: Said, disclosures: readonly string[]): Words => {
  const opened = new Map(
    disclosures.flatMap((each) => {
      const read = opens(body, each) ? readDisclosure(each) : undefined;
      return read === undefined ? [] : [[read.path, read.value] as const];
    }),
  );
  const at = (path: string, clear: unknown): unknown => (isCommitment(clear) ? opened.get(path) : clear);
  const statement = at("/after/signature/statement", said(said(body.after).signature).statement);
  const [comment, name] = [at("/reason", body.reason), at("/actor/name", said(body.actor).name)];
  return {
    statement: typeof statement === "string" ? statement : undefined,
    comment: typeof comment === "string" || comment === null ? comment : undefined,
    name: typeof name === "string" ? name : undefined,
  };
};

/** Whether anything is judged by it: what it says of requests, digests, policies, names and keys, or who opened what. */
export const isJudged = ({ act, after }: Fact): boolean =>
  ["request", "digest", "name", "revision"].some((name) => Object.hasOwn(after, name)) ||
  ["createRun", "createLoggedModel", ...keyActs].includes(act);

/** The hands in what somebody did: their own, and whoever minted the credential. */
export const handsOf = ({ id, minters }: Person): ReadonlySet<string> => new Set([id, ...minters]);

/** Whether one hand could have been in both. */
export const shareHand = (one: Person, other: Person): boolean => {
  const hands = handsOf(one);
  return [...handsOf(other)].some((hand) => hands.has(hand));
};
