import { word } from "./text.ts";

interface Asked {
  readonly role: string;
  readonly count: number;
  readonly team?: { readonly name: string } | null;
}

/** `1 reviewer of Team risk and 2 maintainers of the model’s team`. */
export const asked = (requirements: readonly Asked[]): string =>
  requirements
    .map(
      ({ role, count, team }) =>
        `${count} ${word(role)}${count === 1 ? "" : "s"} of ${team?.name ?? "the model’s team"}`,
    )
    .join(" and ");
