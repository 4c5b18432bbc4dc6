type Search = Readonly<Record<string, unknown>>;

/** What a view stands for in an address. */
interface Meant {
  readonly params: ReadonlyMap<string, string>;
  /** Kept by the console for what is long: the rest of the address stands beside it. */
  readonly kept: boolean;
}

/** The views that were met in this tab, by id; null where there is none. */
const met = new Map<string, Meant | null>();

/** Takes notice of a view: from now on its id stands for its parameters, and they for it. */
export const meet = (id: string, view: { name: string | null; query: string } | null): void => {
  met.set(id, view && { params: new Map(new URLSearchParams(view.query)), kept: view.name === null });
};

/** Whether it must still be asked what a view stands for. */
export const isUnmet = (id: string): boolean => !met.has(id);

/** Whether somebody looked for the view, and there is none. */
export const isAbsent = (id: string): boolean => met.get(id) === null;

/** The parameters of an address; those of its view among them, unless the address says otherwise. */
export const readSearch = (search: string): Record<string, string> => {
  const given = Object.fromEntries(new URLSearchParams(search));
  const view = met.get(given.view ?? "");
  return view ? { ...Object.fromEntries(view.params), ...given } : given;
};

/** Parameters as the part of an address from `?` on; by a view's id where one that was met stands for them. */
export const writeSearch = (search: Search): string => {
  const given = paramsOf(search);
  const { view = "" } = search;
  if (met.get(String(view))) given.delete("view");
  const found = viewOf(given, String(view));
  const rest = [...given].filter(([key]) => !found?.params.has(key));
  const written = new URLSearchParams(found === undefined ? rest : [["view", found.id], ...rest]);
  return written.size === 0 ? "" : `?${written}`;
};

const paramsOf = (search: Search): Map<string, string> =>
  new Map(
    Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== "")
      .map(([key, value]) => [key, String(value)]),
  );

/** The view that the address was opened by, or one that was kept, as long as it says nothing else. */
const viewOf = (given: ReadonlyMap<string, string>, opened: string) => {
  for (const [id, view] of met) {
    if (view === null || !(view.kept || id === opened)) continue;
    const whole = [...view.params].every(([key, value]) => given.get(key) === value);
    if (whole && (view.kept || given.size === view.params.size)) return { id, params: view.params };
  }
  return undefined;
};

/** Characters of an address up to which it holds everything itself. */
const LONG = 2_000;
/** Characters of a parameter from which a view holds it when the address is long. */
const WIDE = 200;

/** What a view is to hold so that the address is not long; undefined when it is not. */
export const tooLong = (href: string): string | undefined => {
  if (href.length <= LONG) return undefined;
  const wide = [...new URL(href).searchParams].filter(([key, value]) => key !== "view" && value.length >= WIDE);
  return wide.length === 0 ? undefined : new URLSearchParams(wide).toString();
};

/** The screens whose addresses are saved, by the path below the console's base: `models`, `experiments/12`. */
export const isViewed = (screen: string): boolean => /^(models|inbox|audit|compare|experiments\/[^/]+)$/.test(screen);
