// A province of 155,232 members through the browser: sent, looked at, written, taken back. It takes many minutes and a
// release build, so it is left out unless it is asked for: see docs/how-to/try-at-full-size.md.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isSignedIn, newReader, PASSWORD, press, standingUnit, startBrowser } from "./support/browser.js";

/** @typedef {import("playwright-core").Page} Page */

const MEMBERS = Number(process.env.KHUYENHOC_FULL_SIZE_MEMBERS ?? 155_232);
const ALL = new Intl.NumberFormat("vi-VN").format(MEMBERS);
const PATIENCE = 30 * 60_000;
const skip = process.env.KHUYENHOC_FULL_SIZE ? false : "KHUYENHOC_FULL_SIZE is not set";

test("a whole province is sent, written and taken back in the browser", { skip, timeout: 3 * PATIENCE }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "khuyenhoc-full-size-"));
  const program = process.env.KHUYENHOC_BIN ?? "khuyenhoc";
  const [data, out] = [join(folder, "data"), join(folder, "out")];
  const time = stopwatch();
  const run = (/** @type {string[]} */ ...words) => execFileSync(program, [...words, "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  run("generate", "--members", String(MEMBERS), "--out", out);
  run("user", "add", "minh", "--full-name", "Minh", "--role", "province_officer", "--unit", "GEN", "--password", PASSWORD);
  time("the province is made up");

  const port = await freePort();
  const server = spawn(program, ["serve", "--port", String(port), "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
  const address = `http://127.0.0.1:${port}`;
  const browser = await startBrowser();
  try {
    await answers(address);
    time("the server answers");
    const { page, complaints } = await newReader(browser, address);
    page.setDefaultTimeout(PATIENCE);
    await isSignedIn(page, "minh");
    const unit = await standingUnit(page);
    time("signed in");

    await page.goto(`/don-vi/${unit}/nhap`);
    await page.locator('main input[type="file"]').setInputFiles(join(out, "members.xlsx"));
    await press(page, 'main form:has(input[type="file"]) button.act');
    time("the workbook has arrived");
    const seen = await watched(page);
    time("it has been read");
    assert.ok(seen.some((done) => done > 0 && done < 100), `the bar moves while it is read: ${seen}`);
    assert.ok((await text(page)).includes(ALL), `the preview says how many are new: ${(await text(page)).slice(0, 600)}`);

    await press(page, "main form[method=post] button.act");
    await watched(page);
    time("it has been written");
    const batch = page.url();
    await page.goto(`/don-vi/${unit}/hoi-vien`);
    assert.ok((await text(page)).includes(ALL), `all are in the list: ${(await text(page)).slice(0, 600)}`);
    time("the list of members is shown");

    await page.goto(`${batch}/hoan-tac`);
    const foreseen = await page.locator("main .consequences").textContent();
    assert.ok(foreseen?.includes(ALL), `before anything is taken back it says how many: ${foreseen}`);
    time("what taking it back would do is shown");
    await press(page, "main form[method=post] button.warn");
    await watched(page);
    time("it has been taken back");
    assert.ok((await text(page)).includes(ALL), "the result says how many have left");
    await page.goto(`/don-vi/${unit}/hoi-vien`);
    assert.equal(await page.locator("main tbody tr").count(), 0, "nobody is in the list");
    time("the empty list is shown");
    assert.deepEqual(complaints, [], "what no page may do");
  } finally {
    await browser.close();
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Tells how long each step took. */
function stopwatch() {
  let last = Date.now();
  return (/** @type {string} */ what) => {
    const now = Date.now();
    console.log(`${((now - last) / 1000).toFixed(1).padStart(7)} s  ${what}`);
    last = now;
  };
}

/** Waits until the work on a page is done, and gives what its bar showed meanwhile, in percent. @param {Page} page */
async function watched(page) {
  /** @type {number[]} */
  const seen = [];
  for (;;) {
    const shown = await page.evaluate(() => {
      const bar = document.querySelector("main progress");
      const share = bar instanceof HTMLProgressElement ? bar.value / (bar.max || 1) : undefined;
      return { working: document.querySelector("main[data-poll]") !== null, share };
    }).catch(() => ({ working: true, share: undefined }));
    if (shown.share !== undefined) seen.push(Math.round(shown.share * 100));
    if (!shown.working) return seen;
    await page.waitForTimeout(250);
  }
}

/** @param {Page} page */
const text = async (page) => ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");

/** @param {string} address */
async function answers(address) {
  for (;;) {
    const answer = await fetch(`${address}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns {Promise<number>} */
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const place = server.address();
    server.close(() => resolve(typeof place === "object" && place ? place.port : 0));
  });
});
