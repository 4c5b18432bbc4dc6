import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { keepPicture, pictures } from "./pictures.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What axe finds on the page as it stands: must be nothing. */
export const expectAccessible = async (page: Page, what: string): Promise<void> => {
  // By the debugger, which the page's policy does not bind.
  await page.evaluate(`${axe}; undefined`);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((result) =>
       result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  )) as Finding[];
  const told = found.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `  ${target.join(" ")}\n    ${failureSummary}`).join("\n")}`,
  );
  expect.soft(told, what).toEqual([]);
};

/** The page itself never scrolls sideways: what is wide scrolls in its frame. */
export const expectUpright = async (page: Page, what: string): Promise<void> => {
  await keepPicture(page, what);
  const over = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect.soft(over, `${what}: pixels beyond the window`).toBe(0);
};

/**
 * Waits until a change of theme or width has been drawn, what observes sizes has answered, and no transition goes on.
 * On a busy machine two frames may pass before React has drawn the answer, as of a table that now scrolls in its frame:
 * only a page with nothing left to do has. The browser may put that off for good: then a second is enough.
 */
const drawn = async (page: Page): Promise<void> => {
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const idle = () => new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
    await frame();
    await frame();
    await idle();
    await frame();
    await idle();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  })()`);
};

const themes = ["light", "dark"] as const;
const widths = pictures === undefined ? [360, 1440] : [360, 1440, 2560];

/** The page as it stands, in both themes, on a phone and a desk: nothing to find for axe, nothing beyond the window. */
export const expectLooks = async (page: Page, name: string): Promise<void> => {
  for (const theme of themes)
    for (const width of widths) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await drawn(page);
      await expectAccessible(page, `${name}, ${theme}, ${width}`);
      await expectUpright(page, `${name}, ${theme}, ${width}`);
    }
};
