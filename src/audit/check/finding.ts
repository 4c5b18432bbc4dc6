/** What a look at the database found. */
export interface LogFinding {
  /** What is wrong, in a word: `LINKS_MISMATCH`. */
  readonly code: string;
  /** Number of the entry in the log; null where it is none. */
  readonly entry: string | null;
  /** `kind:id` of the stream; null where it is none. */
  readonly stream: string | null;
  readonly detail: string;
}

/** What a look asks: a connection of the driver. */
export interface Asked {
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** One look, all its statements at one moment of the database. */
export type Check = (client: Asked) => Promise<LogFinding[]>;
