const MAX_STEM = 56;

/** What a handle can be made of; null if nothing is left. */
const sanitise = (text: string): string | null => {
  const stem = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, MAX_STEM)
    .replace(/[._-]+$/, "");
  return stem === "" ? null : stem;
};

const beforeAt = (address: string | null): string | null => address?.split("@")[0] ?? null;

/** The first handle to try for a person seen for the first time: user name, local part of the address, subject. */
export const handleStem = (person: {
  preferredUsername: string | null;
  email: string | null;
  subject: string;
}): string => {
  for (const source of [beforeAt(person.preferredUsername), beforeAt(person.email), person.subject]) {
    const stem = source === null ? null : sanitise(source);
    if (stem !== null) return stem;
  }
  return "user";
};

/** `ana`, `ana-2`, `ana-3` …: a handle that exists is never taken over. */
export const handleCandidate = (stem: string, attempt: number): string => (attempt === 1 ? stem : `${stem}-${attempt}`);

/** A name to show for a person, from what an identity provider says; its hidden characters fall away. */
export const shownName = (name: string | null, handle: string): string => {
  const clean = (name ?? "")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, "")
    .trim();
  return clean === "" ? handle : [...clean].slice(0, 256).join("").trim();
};
