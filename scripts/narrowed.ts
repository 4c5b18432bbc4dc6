/** What a service of the last release meets in a schema: each promise by its place, such as `api_token.name`. */
type Promises = Map<string, string>;

/** One entry for each table, column, constraint, unique index, right and function of a `schema.sql`. */
const promisesOf = (schema: string): Promises =>
  new Map(
    schema.split("\n\n").flatMap((block): [string, string][] => {
      const table = /^create table (\S+) \(/.exec(block)?.[1];
      const routine = /^-- (\S+\(.*\)): owner /.exec(block)?.[1];
      if (table !== undefined) return [[table, ""], ...block.split("\n").flatMap((line) => promisesIn(table, line))];
      return routine === undefined ? [] : [[routine, ""]];
    }),
  );

/** What one line of a table's block promises; nothing where it is an index, a trigger or a bracket. */
const promisesIn = (table: string, line: string): [string, string][] => {
  const [, constraint, rule = ""] = /^(?: {2}constraint|CREATE UNIQUE INDEX) (\S+) (.*?)[,;]?$/.exec(line) ?? [];
  if (constraint !== undefined) return [[`${table}: constraint ${constraint}`, rule]];
  const [, column, definition = ""] = /^ {2}(\S+) (.*?),?$/.exec(line) ?? [];
  if (column !== undefined) return [[`${table}.${column}`, definition]];
  const [, rights = "", role] = /^grant (.*) to (\S+);$/.exec(line) ?? [];
  const words = rights === "" ? [] : rights.split(/, (?![^(]*\))/);
  return words.map((word) => [`${table}: ${word.replace(/ \(.*/, "")} by ${role}`, word]);
};

/** Columns that a right is limited to; null where it is for the whole row. */
const limitedTo = (right: string): string[] | null => /\((.*)\)/.exec(right)?.[1]?.split(", ") ?? null;

const isNarrower = (place: string, before: string, now: string): boolean => {
  if (before === now) return false;
  if (!/: \w+ by /.test(place)) return true;
  const [had, has] = [limitedTo(before), limitedTo(now)];
  return has !== null && (had === null || had.some((column) => !has.includes(column)));
};

const promised = (definition: string): string => (definition === "" ? "" : ` (${definition})`);

/**
 * What a service of the last release would miss in the schema of now: what was dropped, what changed, and what an insert
 * that knows nothing new may break (a constraint on a table of before, a column without a default). One line each:
 * `<place>: <what happened>`.
 */
export const narrowed = (released: string, current: string): string[] => {
  const [before, now] = [promisesOf(released), promisesOf(current)];
  const lost = [...before].flatMap(([place, was]) => {
    const is = now.get(place);
    if (is === undefined) return place.includes(": constraint ") ? [] : [`${place}: gone${promised(was)}`];
    return isNarrower(place, was, is) ? [`${place}: was ${was}, is ${is}`] : [];
  });
  const added = [...now].filter(([place]) => {
    const table = /^([\w.]+?)(: constraint |\.(?=\w+$))/.exec(place)?.[1];
    return !before.has(place) && table !== undefined && before.has(table);
  });
  const demanding = added.filter(
    ([place, is]) => place.includes(": constraint ") || (/not null/.test(is) && !/default|generated/.test(is)),
  );
  return [...lost, ...demanding.map(([place, is]) => `${place}: new${promised(is)}`)].sort();
};

/** The bodies of the functions in a `schema.sql`, by signature. */
const bodies = (schema: string): Map<string, string> =>
  new Map(
    [...schema.matchAll(/^-- (\S+\(.*\)): owner .*\n([\s\S]*?\$function\$;)$/gm)].map(([, name = "", text = ""]) => [
      name,
      text,
    ]),
  );

const migrationsIn = (schema: string): string => /^-- Migrations: (.*)$/m.exec(schema)?.[1] ?? "";

/**
 * Functions that changed since the last release although no migration was added: a replica of that release would know as
 * many migrations, and could put the old text back.
 */
export const changedInSilence = (released: string, current: string): string[] => {
  if (migrationsIn(released) !== migrationsIn(current)) return [];
  const now = bodies(current);
  return [...bodies(released)].filter(([name, text]) => now.get(name) !== text).map(([name]) => name);
};
