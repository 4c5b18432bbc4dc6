interface Actor {
  readonly displayName: string | null;
  readonly handle: string | null;
  readonly kind: string;
}

/** What an entry calls its actor: by name, else by handle; both may have been erased. The service's own jobs have neither. */
export const actorName = ({ displayName, handle, kind }: Actor): string => {
  const nameless = kind === "SYSTEM" ? "Countersign itself" : "somebody whose name is erased";
  return displayName ?? (handle === null ? nameless : `@${handle}`);
};
