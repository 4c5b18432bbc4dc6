import { Menu } from "@base-ui/react/menu";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import {
  Box,
  FlaskConical,
  Inbox,
  Keyboard,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  ScrollText,
  Search,
  Settings,
  ShieldCheck,
  SquareTerminal,
  Sun,
  TreePine,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { AskError } from "../ask.ts";
import menu from "../parts/form/Menu.module.css";
import { Avatar } from "../parts/people/Person.tsx";
import { Mark } from "../parts/word/Mark.tsx";
import { word } from "../parts/word/text.ts";
import { Unseen } from "../parts/word/Unseen.tsx";
import { signOut } from "../session.ts";
import styles from "./Navigation.module.css";
import { preferEverywhere } from "./own-preferences.ts";
import { preference } from "./preferences.ts";
import { announce } from "./status.ts";
import { useReadsLog, useSeesLog, useViewer, useWaiting } from "./viewer.ts";

interface Props {
  readonly onSearch: () => void;
  readonly onKeys: () => void;
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** The rail at the side; on a phone the bar on top. */
export const Navigation = ({ onSearch, onKeys }: Props) => {
  const waiting = useWaiting();
  const { teams } = useViewer();
  const readsLog = useReadsLog();
  return (
    <header className={styles.rail}>
      <Link to="/models" className={styles.brand}>
        <Mark />
        Countersign
      </Link>
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search size="1.1em" aria-hidden />
        <span>Search or jump to</span>
        <kbd>{isMac ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <nav className={styles.places} aria-label="Main">
        <Place to="/models" Icon={Box}>
          Models
        </Place>
        <Place to="/inbox" Icon={Inbox} holds={["/requests"]}>
          Inbox
          {waiting !== "" && (
            <span className={styles.badge}>
              {waiting}
              <Unseen> waiting for you</Unseen>
            </span>
          )}
        </Place>
        <Place to="/experiments" Icon={FlaskConical} holds={["/runs", "/compare"]}>
          Experiments
        </Place>
        {readsLog && (
          <Place to="/audit" Icon={ScrollText}>
            Audit
          </Place>
        )}
      </nav>
      {teams.length > 0 && (
        <section className={styles.teams} aria-label="Your teams">
          <h2 className={styles.over}>Your teams</h2>
          <ul>
            {teams.map(({ team, roles }) => (
              <li key={team.slug}>
                <Link to="/teams/$slug" params={{ slug: team.slug }} className={styles.team}>
                  <span>{team.name}</span>
                  <span className={styles.roles}>{roles.map(word).join(", ")}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <UserMenu onKeys={onKeys} />
    </header>
  );
};

interface PlaceProps {
  readonly to: "/models" | "/inbox" | "/experiments" | "/audit";
  readonly Icon: LucideIcon;
  /** How the addresses of its other screens begin. */
  readonly holds?: readonly string[];
  readonly children: ReactNode;
}

/** A place to go to; marked on each of its screens. */
const Place = ({ to, Icon, holds = [], children }: PlaceProps) => {
  const here = useRouterState({ select: ({ matches }) => matches.at(-1)?.fullPath ?? "" });
  const within = holds.some((start) => here.startsWith(start));
  return (
    <Link to={to} className={styles.place} {...(within && { "aria-current": "page" })}>
      <Icon size="1.25em" aria-hidden />
      {children}
    </Link>
  );
};

const UserMenu = ({ onKeys }: Pick<Props, "onKeys">) => {
  const { principal } = useViewer();
  const [theme, setTheme] = useState(preference("theme"));
  const leave = useLeave();
  const choose = (value: string): void => {
    preferEverywhere("theme", value);
    setTheme(value);
  };
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.user}>
        <Avatar name={principal.displayName} />
        <span className={styles.who}>
          <span className={styles.name}>{principal.displayName}</span>
          <span className={styles.handle}>@{principal.handle}</span>
        </span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6}>
          <Menu.Popup className={menu.menu}>
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              {themes.map(({ value, name, Icon }) => (
                <Menu.RadioItem key={name} value={value} className={menu.item} closeOnClick={false}>
                  <Icon size="1.1em" aria-hidden />
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className={menu.rule} />
            <Rarer />
            <Menu.Item className={menu.item} onClick={onKeys}>
              <Keyboard size="1.1em" aria-hidden />
              Keyboard <kbd>?</kbd>
            </Menu.Item>
            <Menu.Separator className={menu.rule} />
            <Menu.Item className={menu.item} onClick={leave}>
              <LogOut size="1.1em" aria-hidden />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};

/** Screens that one goes to now and then. */
const Rarer = () => {
  const navigate = useNavigate();
  const seesLog = useSeesLog();
  const screens = [
    { to: "/settings/tokens", name: "Settings", Icon: Settings },
    { to: "/admin/teams", name: "Administration", Icon: ShieldCheck },
    ...(seesLog ? [{ to: "/log", name: "Log", Icon: TreePine } as const] : []),
    { to: "/explorer", name: "Explorer of the API", Icon: SquareTerminal },
  ] as const;
  return screens.map(({ to, name, Icon }) => (
    <Menu.Item key={to} className={menu.item} onClick={() => void navigate({ to })}>
      <Icon size="1.1em" aria-hidden />
      {name}
    </Menu.Item>
  ));
};

const themes = [
  { value: "", name: "As the system", Icon: Monitor },
  { value: "light", name: "Light", Icon: Sun },
  { value: "dark", name: "Dark", Icon: Moon },
] as const;

/** Ends the session, and forgets all that was read in it. */
const useLeave = () => {
  const queries = useQueryClient();
  const router = useRouter();
  return async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      announce(error instanceof AskError ? `Still signed in: ${error.message}` : "Still signed in.");
      return;
    }
    await router.navigate({ to: "/signin" });
    queries.clear();
  };
};
