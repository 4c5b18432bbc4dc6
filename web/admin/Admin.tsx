import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "../parts/list/Pages.module.css";
import { Page } from "../parts/page/Page.tsx";
import { useAdministers } from "../parts/people/manages.ts";

const pages = [
  ["/admin/teams", "Teams"],
  ["/admin/people", "People"],
  ["/admin/service-accounts", "Service accounts"],
  ["/admin/groups", "Groups"],
  ["/admin/tokens", "Tokens"],
  ["/admin/keys", "Signing keys"],
  ["/admin/policies", "Policies"],
  ["/admin/packs", "Packs"],
  ["/admin/lifecycle", "Lifecycle"],
  ["/admin/health", "Health"],
] as const;

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  /** Who can do what the page offers; absent where it offers nothing. */
  readonly who?: string;
  readonly children: ReactNode;
}

/** Who can do what: a page of it, and the way to the others. What one may not do says who could. */
export const Admin = ({ title, lead, actions, who, children }: Props) => {
  const administers = useAdministers();
  return (
    <Page title={title} lead={lead} crumbs="Administration" actions={actions}>
      <nav aria-label="Administration" className={styles.pages}>
        {pages.map(([to, name]) => (
          <Link key={to} to={to} activeProps={{ "aria-current": "page" }}>
            {name}
          </Link>
        ))}
      </nav>
      {who && !administers && <p className={styles.who}>{who}</p>}
      <div className={styles.body}>{children}</div>
    </Page>
  );
};
