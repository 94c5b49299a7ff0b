// What the journeys have in common: a browser, people who sign in, and what every page owes its reader.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContext} Context */
/** @typedef {import("playwright-core").BrowserContextOptions} ContextOptions */

export const PASSWORD = "khuyen hoc 2026";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function startBrowser() {
  const executablePath = process.env.KHUYENHOC_CHROMIUM ?? CHROMIUMS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("No Chromium was found; install Debian's package chromium.");
  return chromium.launch({
    executablePath,
    // The rest keeps the browser itself from talking to anybody.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-first-run", "--no-default-browser-check"],
  });
}

/**
 * Opens a reader's own browser window that remembers everything a page should not have done.
 * @param {import("playwright-core").Browser} browser @param {string} address @param {ContextOptions} [options]
 */
export async function newReader(browser, address, options = {}) {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = watch(page, address);
  return { context, page, complaints };
}

/** Collects errors in the console and requests to anywhere but our server. @param {Page} page @param {string} address */
function watch(page, address) {
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => {
    // A browser also reports every answer of 400 and more; a refusal that a journey provokes is no error of the page.
    const isRefusal = message.text().startsWith("Failed to load resource") && /status of 4\d\d/.test(message.text());
    if (message.type() === "error" && !isRefusal) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !/^(data|blob|about):/.test(url)) complaints.push(`request to ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`);
  });
  return complaints;
}

/** @param {Page} page @param {string} username @param {string} [password] */
export async function signIn(page, username, password = PASSWORD) {
  await page.goto("/dang-nhap");
  await page.fill('input[name="username"]', username);
  await page.fill('input[name="password"]', password);
  await press(page, 'form[action="/dang-nhap"] button');
}

/** Signs in and fails where that did not work. @param {Page} page @param {string} username */
export async function isSignedIn(page, username) {
  await signIn(page, username);
  assert.equal(new URL(page.url()).pathname, "/", `${username} could not sign in`);
}

/** Presses a button or link and waits for the page it leads to. @param {Page} page @param {string} selector */
export async function press(page, selector) {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator(selector).first().click()]);
  await page.waitForLoadState("load");
}

/** The id of the unit the reader stands in, as the head of every page names it. @param {Page} page */
export async function standingUnit(page) {
  await page.goto("/");
  const link = await page.locator("header a.unit").getAttribute("href");
  const unit = new URL(link ?? "", "http://x").searchParams.get("tai");
  assert.ok(unit, `the head of the page names no unit: ${link}`);
  return unit;
}

/** @param {Page} page */
export async function checkAxe(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    // @ts-ignore axe came in with the line above.
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map((/** @type {any} */ one) =>
      `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map((/** @type {any} */ node) => node.target.join(" ")).join(", ")}`);
  });
  assert.ok(found.length === 0, `${page.url()} is not accessible: ${found.join("; ")}`);
}

/** A phone's page is read downwards only; a wide table scrolls in its own box. @param {Page} page */
export async function noHorizontalScroll(page) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${page.url()} is ${wide} wide in a window of ${room}`);
}

/** Controls that a finger would miss. @param {Page} page */
export async function controlsAreLargeEnough(page) {
  const small = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("main button, main a.button, main select, main input:not([type=hidden])")];
    return controls.flatMap((control) => {
      const target = control.matches("[type=radio], [type=checkbox]") ? (control.closest("label") ?? control) : control;
      const { width, height } = target.getBoundingClientRect();
      return width > 0 && height < 43.5 ? [`${control.tagName} ${control.textContent?.trim() || control.getAttribute("name")}: ${height}`] : [];
    });
  });
  assert.ok(small.length === 0, `${page.url()} has controls lower than 44 px: ${small.join("; ")}`);
}

/**
 * Moves with the Tab key until `selector` has the focus, as somebody without a mouse would.
 * @param {Page} page @param {string} selector @param {number} [most]
 */
export async function tabTo(page, selector, most = 120) {
  for (let steps = 0; steps <= most; steps += 1) {
    const reached = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (reached) return steps;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} was not reached in ${most} Tab keys on ${page.url()}`);
}

/** The bytes behind an address, fetched with the reader's own session. @param {Page} page @param {string} address */
export async function download(page, address) {
  // A debug build sets the pages of a long list slowly; how fast a release does it is for the benchmarks.
  const answer = await page.context().request.get(address, { timeout: 120_000 });
  assert.equal(answer.status(), 200, `${address} answered ${answer.status()}`);
  return { bytes: await answer.body(), type: answer.headers()["content-type"] ?? "", name: answer.headers()["content-disposition"] ?? "" };
}
