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
  readonly subjects: readonly {
    readonly kind: string;
    readonly id: string;
    readonly role: string;
    readonly label: unknown;
  }[];
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
  "contentDigest digest gate key keyid meaning name origin policy publicKey request revision role slot state verdict vkey".split(
    " ",
  );

const picked = (value: unknown): Said => {
  const all = said(value);
  return Object.fromEntries(judgedBy.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name]]] : [])));
};

export const factOf = (body: object, place: { leaf: bigint; stream: string; at: string }): Fact => {
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
    decision: { gates: listIn(said(decision).gates).map(picked) },
    subjects: listIn(subjects).map((each) => {
      const { kind: of, id: subject, role, label } = said(each);
      return { kind: textIn(of), id: textIn(subject), role: textIn(role), label };
    }),
  };
};

/** Whether anything is judged by it: what it says of requests, digests, policies, names and keys, or who opened what. */
export const isJudged = ({ act, after }: Fact): boolean =>
  ["request", "digest", "name", "revision"].some((name) => Object.hasOwn(after, name)) ||
  ["createRun", "createLoggedModel"].includes(act);

/** The hands in what somebody did: their own, and whoever minted the credential. */
export const handsOf = ({ id, minters }: Person): ReadonlySet<string> => new Set([id, ...minters]);

/** Whether one hand could have been in both. */
export const shareHand = (one: Person, other: Person): boolean => {
  const hands = handsOf(one);
  return [...handsOf(other)].some((hand) => hands.has(hand));
};
