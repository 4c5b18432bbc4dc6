import { type ReactNode, useEffect } from "react";
import styles from "./Page.module.css";

interface Props {
  /** The `h1`'s words, and the tab's. */
  readonly title: string;
  /** The `h1` where it is more than its words. */
  readonly heading?: ReactNode;
  /** Goes before the words in the tab: `(3) `. */
  readonly prefix?: string;
  readonly crumbs?: ReactNode;
  readonly lead?: ReactNode;
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  /** Tables of many columns, and charts: it goes beyond the width that one reads well. */
  readonly wide?: boolean;
  readonly children?: ReactNode;
}

/** A screen's head: where one is, its one title, what it says, what can be done. */
export const Page = ({ title, heading, prefix = "", crumbs, lead, beside, actions, wide, children }: Props) => {
  useEffect(() => {
    document.title = `${prefix}${title} · Countersign`;
  }, [prefix, title]);
  return (
    <div className={styles.page} data-wide={wide || undefined}>
      <div className={styles.head}>
        {crumbs && <div className={styles.crumbs}>{crumbs}</div>}
        <div className={styles.line}>
          <h1>{heading ?? title}</h1>
          {beside}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </div>
  );
};

interface ColumnsProps {
  readonly children: ReactNode;
  readonly aside: ReactNode;
  /** On a narrow page the facts come before the story. */
  readonly asideFirst?: boolean;
}

/** The story, and the facts beside it. */
export const Columns = ({ children, aside, asideFirst = false }: ColumnsProps) => (
  <div className={styles.columns} data-aside-first={asideFirst || undefined}>
    <div className={styles.story}>{children}</div>
    <div className={styles.facts}>{aside}</div>
  </div>
);
