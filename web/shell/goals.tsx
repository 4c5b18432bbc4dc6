import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  Box,
  FlaskConical,
  GitPullRequest,
  Inbox,
  Play,
  ScrollText,
  Settings,
  ShieldCheck,
  SquareTerminal,
  TreePine,
  Users,
} from "lucide-react";
import { type ReactNode, useDeferredValue } from "react";
import { ask } from "../ask.ts";
import type { FindQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { useReadsLog, useSeesLog } from "./viewer.ts";

const findDocument = graphql(`
  query Find($q: String!) {
    search(q: $q, kinds: [VERSION, MODEL, RUN, EXPERIMENT, REQUEST, TEAM], first: 12) { kind id name version hint }
  }
`);

/** Where the palette leads. */
export interface Goal {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly hint: string;
  readonly go: () => void;
}

type Hit = FindQuery["search"][number];

const icons: Readonly<Record<string, typeof Box>> = {
  RUN: Play,
  EXPERIMENT: FlaskConical,
  REQUEST: GitPullRequest,
  TEAM: Users,
};

const labelOf = ({ kind, id, name, version, hint }: Hit): string => {
  if (kind === "VERSION") return `${name} version ${version}`;
  if (kind === "REQUEST") return `${name} version ${version} to ${hint}`;
  return name || id;
};

const hintOf = ({ kind, hint }: Hit): string => {
  if (kind === "RUN" || kind === "REQUEST" || kind === "TEAM") return kind.toLowerCase();
  return kind === "EXPERIMENT" ? `experiment ${hint ?? ""}`.trim() : (hint ?? "");
};

/** What a few letters, or an id, lead to; without any the screens. */
export const useGoals = (text: string, onClose: () => void): readonly Goal[] => {
  const navigate = useNavigate();
  const screens = useScreens();
  const q = useDeferredValue(text).trim();
  const { data: hits = [] } = useQuery({
    queryKey: ["search", q],
    queryFn: async () => (await ask(findDocument, { q })).search,
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const open = (hit: Hit): Promise<void> => {
    const { kind, id, name, version } = hit;
    if (kind === "VERSION")
      return navigate({ to: "/models/$name/versions/$version", params: { name, version: String(version) } });
    if (kind === "RUN") return navigate({ to: "/runs/$id", params: { id } });
    if (kind === "EXPERIMENT") return navigate({ to: "/experiments/$id", params: { id } });
    if (kind === "REQUEST") return navigate({ to: "/requests/$id", params: { id } });
    if (kind === "TEAM") return navigate({ to: "/teams/$slug", params: { slug: hit.hint ?? name } });
    return navigate({ to: "/models/$name", params: { name } });
  };
  const closing = (go: () => Promise<void>) => () => {
    onClose();
    void go();
  };
  if (q === "")
    return screens.map(({ to, label, hint, icon: Icon }) => ({
      key: to,
      icon: <Icon size="1.2em" aria-hidden />,
      label,
      hint,
      go: closing(() => navigate({ to })),
    }));
  return hits.map((hit) => {
    const Icon = icons[hit.kind] ?? Box;
    return {
      key: hit.id,
      icon: <Icon size="1.2em" aria-hidden />,
      label: labelOf(hit),
      hint: hintOf(hit),
      go: closing(() => open(hit)),
    };
  });
};

const useScreens = () => {
  const readsLog = useReadsLog();
  const seesLog = useSeesLog();
  return [
    { to: "/models", label: "Models", hint: "g m", icon: Box },
    { to: "/inbox", label: "Inbox", hint: "g i", icon: Inbox },
    { to: "/experiments", label: "Experiments", hint: "g e", icon: FlaskConical },
    ...(readsLog ? [{ to: "/audit", label: "Audit", hint: "g a", icon: ScrollText } as const] : []),
    ...(seesLog ? [{ to: "/log", label: "Log", hint: "g l", icon: TreePine } as const] : []),
    { to: "/admin/teams", label: "Administration: teams", hint: "g t", icon: ShieldCheck },
    { to: "/admin/people", label: "Administration: people", hint: "", icon: ShieldCheck },
    { to: "/admin/policies", label: "Administration: policies", hint: "g p", icon: ShieldCheck },
    { to: "/explorer", label: "Explorer of the API", hint: "", icon: SquareTerminal },
    { to: "/settings/tokens", label: "Settings", hint: "", icon: Settings },
  ] as const;
};
