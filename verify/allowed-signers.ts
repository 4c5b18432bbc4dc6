/** Who may sign with a key, as a line of OpenSSH's `allowed_signers` says (ssh-keygen(1), ALLOWED SIGNERS). */
export interface AllowedSigner {
  readonly principals: readonly string[];
  /** Type and bytes of the key: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  /** Null: for every namespace. */
  readonly namespaces: readonly string[] | null;
  /** The instants between which the line holds, in RFC 3339; null: without that end. */
  readonly after: string | null;
  readonly before: string | null;
}

/** A line of a list of signers that is not understood: whoever is on it could be taken for another. */
export class AllowedSignersFault extends Error {}

const SECOND = 1_000;

/** `YYYYMMDDHHMMSSZ`, of whole seconds. */
const stamp = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;

/** The second in which an instant lies, and the one after it: what was signed between two instants lies within. */
const second = (instant: string): number => Math.floor(Date.parse(instant) / SECOND) * SECOND;

/** A key of one person as a line: good from its confirmation until it was revoked, to the second. */
export const signerLine = (key: {
  readonly id: string;
  readonly owner: string;
  readonly publicKey: string;
  readonly namespace: string;
  readonly confirmedAt: string;
  readonly revokedAt: string | null;
}): string => {
  const options = [
    `namespaces="${key.namespace}"`,
    `valid-after="${stamp(second(key.confirmedAt))}"`,
    ...(key.revokedAt === null ? [] : [`valid-before="${stamp(second(key.revokedAt) + SECOND)}"`]),
  ];
  return `${key.owner} ${options.join(",")} ${key.publicKey} ${key.id}\n`;
};

/** Reads a list of signers. Throws AllowedSignersFault, which names the line, for what is not understood. */
export const readAllowedSigners = (text: string): AllowedSigner[] =>
  text.split(/\r?\n/).flatMap((line, at) => {
    const words = line.trim();
    return words === "" || words.startsWith("#") ? [] : [signerIn(words, at + 1)];
  });

const NAME = /^[A-Za-z0-9._@+-]+$/;
const TYPE = /^(?:(?:ssh|sk|ecdsa|webauthn)-[a-z0-9@.-]+)$/;
const OPTION = /([a-z-]+)(?:="([^"]*)")?(?:,|$)/y;

type Fault = (what: string) => AllowedSignersFault;

const signerIn = (line: string, number: number): AllowedSigner => {
  const fault: Fault = (what) => new AllowedSignersFault(`line ${number} of the list of signers: ${what}`);
  const [names = "", ...rest] = line.split(/[ \t]+/);
  const options = TYPE.test(rest[0] ?? "") ? "" : (rest.shift() ?? "");
  const [type = "", blob = ""] = rest;
  if (!TYPE.test(type) || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(blob))
    throw fault("it is not principals, options without spaces, type of key and key");
  return { principals: plain(names, "principal", fault), key: `${type} ${blob}`, ...optionsIn(options, fault) };
};

/** Names between commas: no pattern, which could take in whom nobody meant. */
const plain = (list: string, what: string, fault: Fault): string[] => {
  const names = list.split(",");
  const odd = names.find((name) => !NAME.test(name));
  if (odd !== undefined) throw fault(`the ${what} ${JSON.stringify(odd)} is no plain name`);
  return names;
};

const optionsIn = (text: string, fault: Fault): Pick<AllowedSigner, "namespaces" | "after" | "before"> => {
  const told = new Map<string, string>();
  OPTION.lastIndex = 0;
  for (let at = 0; at < text.length; at = OPTION.lastIndex) {
    const [, name = text.slice(at), value] = OPTION.exec(text) ?? [];
    if (value === undefined || !["namespaces", "valid-after", "valid-before"].includes(name) || told.has(name))
      throw fault(`the option ${JSON.stringify(name)} is not understood`);
    told.set(name, value);
  }
  const [namespaces, after, before] = ["namespaces", "valid-after", "valid-before"].map((name) => told.get(name));
  return {
    namespaces: namespaces === undefined ? null : plain(namespaces, "namespace", fault),
    after: after === undefined ? null : instantIn(after, fault),
    before: before === undefined ? null : instantIn(before, fault),
  };
};

/** Only UTC: a time without Z would be another on another machine. */
const instantIn = (value: string, fault: Fault): string => {
  const [, year, month, day, hour = "00", minute = "00", seconds = "00"] =
    /^([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?Z$/.exec(value) ?? [];
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${seconds}.000000Z`;
  if (year === undefined || !isInstant(instant))
    throw fault(`the time ${JSON.stringify(value)} is not YYYYMMDD or YYYYMMDDHHMM[SS] with Z behind it, for UTC`);
  return instant;
};

const isInstant = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text.slice(0, 19);
};
