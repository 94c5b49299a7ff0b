// Declared figures, written as in a workbook.
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, standingUnit, tabTo } from "./support/browser.js";
import { journey, someNumber } from "./support/journey.js";

// A figure that the commune declares itself, because it keeps no register of families.
const FIGURE = 'form[data-draft="figures"] input[name="v.families_registered"]';
const SAVE = 'form[data-draft="figures"] button.act';
const CELL = "table[data-grid] input[type=text]";
const SAVE_GRID = "form:has(table[data-grid]) button.act";

/** @param {import("playwright-core").Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("name"));
/** @param {import("playwright-core").Page} page */
const figuresPage = async (page) => `/don-vi/${await standingUnit(page)}/so-lieu?ky=2026-H1`;

/** What the server keeps, not what a draft in the browser remembers. @param {string} as @param {string} path @param {string} name */
async function kept(as, path, name) {
  let value = "";
  await journey({ as, options: { javaScriptEnabled: false } }, async (page) => {
    await page.goto(path);
    value = await page.inputValue(`[name="${name}"]`);
  });
  return value;
}

test("figures are declared with the keyboard alone", async () => {
  let [path, name] = ["", ""];
  const number = String(someNumber());
  await journey({ as: "xadung" }, async (page) => {
    path = await figuresPage(page);
    await page.goto(path);
    await tabTo(page, FIGURE);
    name = (await focused(page)) ?? "";
    await page.keyboard.press("Control+A");
    await page.keyboard.type(number);
    await tabTo(page, SAVE, 400);
    await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
    assert.ok(await page.locator("[data-done]").isVisible(), "the page says that it was kept");
    await page.goto(path);
    assert.equal(await page.locator(".draft-line button").count(), 0, "what was kept leaves no draft behind");
  });
  assert.equal(await kept("xadung", path, name), number);
});

test("in the grid of many units, Enter and the arrows move as in a workbook", async () => {
  let [path, name] = ["", ""];
  const number = String(someNumber());
  await journey({ as: "dienbien" }, async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/so-lieu/bang?ky=2026-H1`);
    if ((await page.locator(CELL).count()) === 0) {
      await page.locator('input[name="chi-tieu"]').first().check();
      await press(page, 'form:has(input[name="chi-tieu"]) button');
    }
    path = page.url();
    await tabTo(page, CELL, 400);
    name = (await focused(page)) ?? "";
    await page.keyboard.press("Control+A");
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    assert.notEqual(await focused(page), name, "Enter goes to the line below");
    assert.ok(await page.evaluate((cell) => document.activeElement?.matches(cell), CELL), "and stays in the grid");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), name, "the arrow goes back up");
    await tabTo(page, SAVE_GRID, 1000);
    await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
    assert.ok(await page.locator("[data-done]").isVisible(), "the page says that it was kept");
  });
  assert.equal(await kept("dienbien", path, name), number);
});

test("a figure that is no number comes back beside its cell, with what was typed", async () => {
  await journey({ as: "xadung" }, async (page) => {
    await page.goto(await figuresPage(page));
    const cell = page.locator(FIGURE).first();
    const name = await cell.getAttribute("name");
    await cell.fill("chưa thống kê");
    await press(page, SAVE);
    assert.equal(await page.inputValue(`[name="${name}"]`), "chưa thống kê");
    assert.ok((await page.locator("[aria-invalid]").count()) > 0, "the cell is marked");
    assert.ok(await page.locator("[data-mistakes]").isVisible(), "the mistakes are listed on top");
  });
});

test("what is not known is never taken for zero", async () => {
  await journey({ as: "xadung", options: { javaScriptEnabled: false } }, async (page) => {
    await page.goto(await figuresPage(page));
    await page.locator(FIGURE).fill("không rõ");
    await press(page, SAVE);
    assert.equal(await page.inputValue(FIGURE), "không rõ");
    assert.ok(await page.locator("[data-mistakes]").isVisible());
  });
});

test("without JavaScript, an officer signs in, changes the language and declares a figure", async () => {
  await journey({ as: "xadung", options: { javaScriptEnabled: false } }, async (page) => {
    const path = await figuresPage(page);
    await page.goto(path);
    const number = String(someNumber());
    const cell = page.locator(FIGURE).first();
    const name = await cell.getAttribute("name");
    await cell.fill(number);
    await press(page, SAVE);
    await page.goto(path);
    assert.equal(await page.inputValue(`[name="${name}"]`), number);
    await press(page, 'form[action="/ngon-ngu"] button');
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(page.url().split("?")[0].endsWith("/so-lieu"), true, "the language changes, the page stays");
  });
});
