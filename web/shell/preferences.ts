/** What this browser was told of its person's taste. Nothing secret; a browser that keeps nothing has the standards. */
export type Preference = "theme" | "density" | "singleKeys" | "timeZone";

const keyOf = (name: Preference): string => `countersign.${name}`;

export const preference = (name: Preference): string => {
  try {
    return localStorage.getItem(keyOf(name)) ?? "";
  } catch {
    return "";
  }
};

/** Keeps a preference; an empty value is the standard. Theme and density show at once. */
export const prefer = (name: Preference, value: string): void => {
  try {
    if (value === "") localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), value);
  } catch {
    // It holds until the page is left.
  }
  if (name !== "theme" && name !== "density") return;
  if (value === "") delete document.documentElement.dataset[name];
  else document.documentElement.dataset[name] = value;
};
