import styles from "./TagPair.module.css";

/** A tag: its key, and what it says. */
export const TagPair = ({ of: { key, value } }: { of: { key: string; value: string } }) => (
  <span className={styles.tag} title={`${key} = ${value}`}>
    <span className={styles.key}>{key}</span>
    <span className={styles.value}>{value}</span>
  </span>
);

export const TagPairs = ({ of }: { of: readonly { key: string; value: string }[] }) => (
  <div className={styles.tags}>
    {of.map((tag) => (
      <TagPair key={tag.key} of={tag} />
    ))}
  </div>
);
