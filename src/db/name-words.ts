/** What is looked for by its name. */
export interface Called {
  /** Beginnings of the name's words, in any order. */
  readonly words: string;
  readonly limit: number;
}

/** SQL: whether words of the name begin so. Its index is on the very expression. */
export const hasWords = (name: string, words: string): string => `name_words(${name}) @@ name_query(${words})`;

/** SQL: whoever is called just so comes first, then by name. */
export const calledFirst = (name: string, words: string, id: string): string =>
  `order by lower(${name}) <> lower(${words}), ${name} collate "C", ${id}`;
