import styles from "./Person.module.css";

const initials = (name: string): string => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((each) => [...(each ?? "?")][0]?.toUpperCase()).join("");
};

/** One of the eight series colours, always the same for one name. */
const hue = (name: string): number => {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return (sum % 8) + 1;
};

/** Two letters in a disc: decoration beside a name that is written out. */
export const Avatar = ({ name }: { name: string }) => (
  <span className={styles.avatar} data-hue={hue(name)} aria-hidden="true">
    {initials(name)}
  </span>
);

export const Person = ({ name, handle }: { name: string; handle?: string | undefined }) => (
  <span className={styles.person} title={handle && `@${handle}`}>
    <Avatar name={name} />
    <span>{name}</span>
  </span>
);
