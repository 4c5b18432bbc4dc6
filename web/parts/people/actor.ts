interface Actor {
  readonly displayName: string | null;
  readonly handle: string | null;
}

/** What an entry calls its actor: by name, else by handle; both may have been erased. */
export const actorName = ({ displayName, handle }: Actor): string =>
  displayName ?? (handle === null ? "somebody whose name is erased" : `@${handle}`);
