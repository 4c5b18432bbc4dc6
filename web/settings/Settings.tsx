import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import pages from "../parts/list/Pages.module.css";
import { Page } from "../parts/page/Page.tsx";
import styles from "./Settings.module.css";

/** What is one's own: a page of it, and the way to the others. */
export const Settings = ({ title, lead, children }: { title: string; lead: string; children: ReactNode }) => (
  <Page title={title} lead={lead} crumbs="Settings">
    <nav aria-label="Settings" className={pages.pages}>
      <Link to="/settings/tokens" activeProps={{ "aria-current": "page" }}>
        Tokens
      </Link>
      <Link to="/settings/keys" activeProps={{ "aria-current": "page" }}>
        Signing keys
      </Link>
      <Link to="/settings/sessions" activeProps={{ "aria-current": "page" }}>
        Sessions
      </Link>
      <Link to="/settings/preferences" activeProps={{ "aria-current": "page" }}>
        Preferences
      </Link>
    </nav>
    <div className={styles.regions}>{children}</div>
  </Page>
);
