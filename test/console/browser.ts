import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import type { Actor } from "../support/actor.js";
import { checkout } from "../support/checkout.js";
import { launchBrowser } from "./launch.js";
import { pictureClock } from "./pictures.js";

let browser: Browser | undefined;
let folder: string | undefined;

/** One browser for a test file, and the console built beforehand. */
export const useBrowser = (): void => {
  beforeAll(async () => {
    execFileSync(join(checkout, "node_modules", ".bin", "node"), [join("scripts", "run.js"), "--build-only"], {
      cwd: checkout,
      stdio: "ignore",
    });
    // What the browser keeps for itself while it runs it does not always remove.
    folder = mkdtempSync(join(tmpdir(), "countersign-browser-"));
    browser = await launchBrowser(folder);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
};

export interface Window {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark";
  /** Who sits before it; absent: nobody is signed in. */
  readonly as?: Actor;
  /** The path that a proxy serves the console below. */
  readonly below?: string;
}

/** A window of its own, as a person's: English, UTC, its own cookies. */
export const openWindow = async (
  url: string,
  { width = 1440, height = 900, theme = "light", as, below = "" }: Window = {},
): Promise<BrowserContext> => {
  if (browser === undefined) throw new Error("useBrowser() comes first");
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    colorScheme: theme,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(30_000);
  const clock = pictureClock();
  if (clock !== undefined) await context.clock.setFixedTime(clock);
  onTestFinished(() => context.close());
  if (as) await signIn(context, as, `${below}/signin`);
  return context;
};

/** Signs in as a person does: with a token, on the page. */
const signIn = async (context: BrowserContext, { token }: Actor, path: string): Promise<void> => {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByLabel("API token").fill(token ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  await page.close();
};

/** What a page must never do; told when the test ends. */
export const openPage = async (context: BrowserContext, url: string, expected: RegExp[] = []): Promise<Page> => {
  const faults: string[] = [];
  const page = await context.newPage();
  const fault = (text: string): void => {
    if (!expected.some((known) => known.test(text))) faults.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") fault(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(`page: ${error.message}`));
  page.on("dialog", (dialog) => {
    fault(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin)
      fault(`foreign request: ${request.url()}`);
  });
  // Text, since it is the browser's: a policy's report becomes an error in the console.
  await page.addInitScript(`addEventListener("securitypolicyviolation", (event) =>
    console.error("policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample));`);
  onTestFinished(() => {
    expect(faults, "faults of the page").toEqual([]);
  });
  return page;
};

/** Waits until the navigation marks that one is at this place. */
export const marked = (page: Page, place: string): Promise<void> =>
  page.getByRole("navigation", { name: "Main" }).locator("a[aria-current=page]", { hasText: place }).waitFor();

/** Answers the operation with an error, from now on. */
export const refuse = (page: Page, operation: string): Promise<unknown> =>
  page.route("**/graphql", (route) =>
    route.request().postData()?.includes(operation)
      ? route.fulfill({ json: { errors: [{ message: "Not now.", extensions: { code: "INTERNAL" } }] } })
      : route.fallback(),
  );

/** Waits until nothing on the page is still being read. Its network never rests: it listens to the service. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.getByRole("status", { name: "Loading" }).count(), { timeout: 30_000 }).toBe(0);
  await page.evaluate("document.fonts.ready.then(() => undefined)");
};
