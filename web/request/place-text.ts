import { word } from "../parts/word/text.ts";

interface Place {
  readonly role: string;
  readonly team?: { readonly name: string } | null;
}

/** `reviewer of Model risk`; of a policy that is hidden from the reader the role alone. */
export const placeText = ({ role, team }: Place): string => (team ? `${word(role)} of ${team.name}` : word(role));
