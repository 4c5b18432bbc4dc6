const items = (tree: HTMLElement): HTMLElement[] => [...tree.querySelectorAll<HTMLElement>("[role=treeitem]")];

const levelOf = (item: HTMLElement): number => Number(item.ariaLevel);

const focus = (tree: HTMLElement, item: HTMLElement | null | undefined): void => {
  if (!item) return;
  for (const each of items(tree)) each.tabIndex = each === item ? 0 : -1;
  item.focus();
};

/**
 * What a key does in a tree, as the pattern of the ARIA practices says: up and down through what shows, right opens and
 * goes in, left closes and goes out, Home and End, Enter follows the row's link. Tells whether it did anything.
 */
export const moveIn = (tree: HTMLElement, key: string): boolean => {
  const all = items(tree);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const item = all[at];
  if (item === undefined) return false;
  const level = levelOf(item);
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => focus(tree, all[at + 1]),
    ArrowUp: () => focus(tree, all[at - 1]),
    Home: () => focus(tree, all[0]),
    End: () => focus(tree, all.at(-1)),
    ArrowRight: () => {
      if (item.ariaExpanded === "false") item.click();
      else
        focus(
          tree,
          [all[at + 1]].find((next) => next !== undefined && levelOf(next) > level),
        );
    },
    ArrowLeft: () => {
      if (item.ariaExpanded === "true") item.click();
      else
        focus(
          tree,
          all.slice(0, at).findLast((before) => levelOf(before) < level),
        );
    },
    Enter: () => (item.querySelector("a") ?? item).click(),
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
};
