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

/** The second in which an instant lies: `YYYYMMDDHHMMSSZ`. */
const second = (instant: string): string => `${instant.slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;

/**
 * A key of one person as a line: good from the second of its confirmation to that in which it was revoked. OpenSSH takes no
 * line whose ends are one second: that has no beginning.
 */
export const signerLine = (key: {
  readonly id: string;
  readonly owner: string;
  readonly publicKey: string;
  readonly namespace: string;
  readonly confirmedAt: string;
  readonly revokedAt: string | null;
}): string => {
  const [after, before] = [second(key.confirmedAt), key.revokedAt === null ? null : second(key.revokedAt)];
  const options = [
    `namespaces="${key.namespace}"`,
    ...(after === before ? [] : [`valid-after="${after}"`]),
    ...(before === null ? [] : [`valid-before="${before}"`]),
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

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isInstant = (text: string): boolean => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = text.split(/[-T:.]/).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && !isLeap ? 28 : (DAYS[month - 1] ?? 0);
  return year > 0 && day > 0 && day <= days && hour < 24 && minute < 60 && seconds < 60;
};
