import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { AskError } from "../../ask.ts";

const absent =
  "A part of this page did not arrive: the service does not answer, or was renewed meanwhile. Try again; if it stays so, reload the page.";

/**
 * Fetches a part, and once it did not arrive fetches it under another address: browsers remember of an address that its
 * script was absent, and do not ask again.
 */
const fetcher = <Part>(load: () => Promise<Part>): (() => Promise<Part>) => {
  let address: string | undefined;
  let tries = 0;
  return async () => {
    try {
      return await (address === undefined ? load() : import(/* @vite-ignore */ `${address}?again=${tries}`));
    } catch (error) {
      tries += 1;
      address ??= /https?:\S+\.js/.exec(String(error))?.[0];
      throw new AskError("PART_ABSENT", absent);
    }
  };
};

/** A part of a screen that lies in a file of its own: fetched once somebody is about to need it, and kept from then on. */
export const partQuery = <Part>(name: string, load: () => Promise<Part>) =>
  queryOptions({
    queryKey: ["part", name],
    queryFn: fetcher(load),
    staleTime: "static",
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: "always",
    structuralSharing: false,
  });

export type PartQuery<Part> = ReturnType<typeof partQuery<Part>>;

/** For a button that needs the part once it is pressed: it is fetched as soon as pointer or focus are on it. */
export const useAhead = <Part>(part: PartQuery<Part>) => {
  const queries = useQueryClient();
  const fetch = () => void queries.prefetchQuery(part);
  return { onFocus: fetch, onPointerEnter: fetch };
};
