// One browser for a file of journeys, and readers who sign in once each.
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { isSignedIn, newReader, startBrowser } from "./browser.js";

/** Where the demonstration answers; support/run.js says it. */
export const address = process.env.KHUYENHOC_ADDRESS ?? "";

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Map<string, import("playwright-core").BrowserContextOptions["storageState"]>} */
const sessions = new Map();

before(async () => {
  assert.ok(address, "Run these with `npm test`, which starts the demonstration.");
  browser = await startBrowser();
});
after(() => browser?.close());

/**
 * Lends a window to one journey, and afterwards fails it for anything no page may do: an error in the console,
 * a request to another host, an answer of 500.
 * @param {{ as?: string, options?: import("playwright-core").BrowserContextOptions }} who
 * @param {(page: import("playwright-core").Page) => Promise<void>} walk
 */
export async function journey({ as, options = {} }, walk) {
  if (as && !sessions.has(as)) {
    const { context, page } = await newReader(browser, address);
    await isSignedIn(page, as);
    sessions.set(as, await context.storageState());
    await context.close();
  }
  const storageState = as ? sessions.get(as) : undefined;
  const { context, page, complaints } = await newReader(browser, address, { ...options, storageState });
  try {
    await walk(page);
    assert.deepEqual(complaints, [], "what no page may do");
  } finally {
    await context.close();
  }
}

/** A number between 11 and 999, so that a journey walked twice still changes something. */
export const someNumber = () => 11 + Math.floor(Math.random() * 988);
