import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouterState, useSearch } from "@tanstack/react-router";
import { ChevronDown, Link2, ListTree, Plus } from "lucide-react";
import { useState } from "react";
import { announce } from "../../shell/status.ts";
import { Button } from "../form/Button.tsx";
import menu from "../form/Menu.module.css";
import { copyText } from "../word/copy.ts";
import { AllViews } from "./AllViews.tsx";
import { isAbsent, meet } from "./address.ts";
import { SaveView } from "./SaveView.tsx";
import { type SavedView, savedViewsQuery } from "./views.queries.ts";

/** One's saved views of this screen: to open one, to save this one, to hand its address on. */
export const Views = () => {
  const screen = useRouterState({ select: ({ location }) => location.pathname.slice(1) });
  const { view } = useSearch({ strict: false });
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<"save" | "all" | null>(null);
  const query = useQuery({ ...savedViewsQuery(screen), enabled: open || dialog === "all" });
  const named = (query.data ?? []).filter(({ name }) => name !== null);
  const show = useOpenView();
  const copy = async (): Promise<void> => {
    if (await copyText(location.href)) announce("The address of this screen is copied.");
  };
  return (
    <>
      {view !== undefined && isAbsent(view) && (
        <p role="alert">There is no such view: it was deleted, or never was. The screen shows without it.</p>
      )}
      <Menu.Root open={open} onOpenChange={setOpen}>
        <Menu.Trigger render={<Button />}>
          Views
          <ChevronDown size="1em" aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={6}>
            <Menu.Popup className={menu.menu}>
              {named.map((each) => (
                <Menu.Item key={each.id} className={menu.item} onClick={() => show(each)}>
                  {each.name}
                </Menu.Item>
              ))}
              {named.length > 0 && <Menu.Separator className={menu.rule} />}
              <Menu.Item className={menu.item} onClick={() => setDialog("save")}>
                <Plus size="1.1em" aria-hidden />
                Save this view
              </Menu.Item>
              <Menu.Item className={menu.item} onClick={() => void copy()}>
                <Link2 size="1.1em" aria-hidden />
                Copy the address
              </Menu.Item>
              <Menu.Item className={menu.item} onClick={() => setDialog("all")}>
                <ListTree size="1.1em" aria-hidden />
                All views
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <SaveView key={`save ${dialog}`} screen={screen} open={dialog === "save"} onClose={() => setDialog(null)} />
      <AllViews
        query={query}
        open={dialog === "all"}
        onClose={() => setDialog(null)}
        onOpen={(each) => {
          setDialog(null);
          show(each);
        }}
      />
    </>
  );
};

/** Opens a view: the screen is at its address. */
const useOpenView = () => {
  const navigate = useNavigate();
  return (view: SavedView): void => {
    meet(view.id, view);
    const params = Object.fromEntries(new URLSearchParams(view.query));
    void navigate({ to: ".", search: { ...params, view: view.id } });
  };
};
