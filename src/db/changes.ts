/** What a committed entry touched; listeners drop what they cached of it. */
export interface Change {
  /** Id of the stream that the entry was appended to. */
  readonly stream: string;
  readonly subjects: readonly string[];
}

/** What has changed, or `everything` after a gap in which anything may have. */
export type Changes = readonly Change[] | "everything";
