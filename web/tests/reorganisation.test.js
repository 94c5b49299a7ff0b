// Reorganisations: the reform of 1 July 2025 seen before anything is done, and a merger planned without a script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAxe, noHorizontalScroll, press, standingUnit } from "./support/browser.js";
import { journey, someNumber } from "./support/journey.js";

test("a province sees what the reform carries over, with equal totals, before anything is done", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    const unit = await standingUnit(page);
    await page.goto(`/don-vi/${unit}/sap-xep`);
    await page.click('main a[href$="viec=reform"]');
    assert.equal(await page.inputValue('input[name="day"]'), "01/07/2025");
    await press(page, "main form[method=post] button.act");
    assert.match(page.url(), /\/sap-xep\/[0-9a-z]{26}/);
    const totals = page.locator("main table").first().locator("tbody tr");
    assert.ok((await totals.count()) > 0, "what is carried over has its totals");
    for (const row of await totals.all()) {
      const [before, after, ends] = await row.locator("td.number").allTextContents();
      const number = (/** @type {string | undefined} */ text) => Number((text ?? "").replaceAll(".", ""));
      assert.equal(number(before), number(after) + number(ends), await row.textContent() ?? "");
    }
    await checkAxe(page);
    await noHorizontalScroll(page);
    await press(page, 'main form[action$="/rut"] button');
    assert.equal(await page.locator('main form[action$="/thuc-hien"]').count(), 0, "what was withdrawn is not carried out");
  });
});

test("a merger of two chapters is planned on a page without a script", async () => {
  await journey({ as: "xadung", options: { javaScriptEnabled: false } }, async (page) => {
    const unit = await standingUnit(page);
    await page.goto(`/don-vi/${unit}/sap-xep/them?viec=merge`);
    const boxes = page.locator('main input[type="checkbox"][name^="1-units-"]');
    assert.ok((await boxes.count()) >= 2, "the commune has chapters to be merged");
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.fill('main input[name="1-name"]', `Chi hội gộp ${someNumber()}`);
    await page.fill('main input[name="decision"]', "Quyết định thử");
    // Other journeys let people join today, and nobody leaves a unit on the day they came.
    await page.fill('main input[name="day"]', dayAfter(await page.inputValue('main input[name="day"]')));
    await press(page, "main form[method=post] button.act");
    assert.match(page.url(), /\/sap-xep\/[0-9a-z]{26}/);
    await changedAndBack(page);
    assert.deepEqual(await page.locator("main .status-late").allTextContents(), [], "nothing has to be decided first");
    await press(page, 'main form[action$="/trinh"] button');
    assert.equal(await page.locator('main form[action$="/duyet"]').count(), 0, "whoever drew it up does not approve it");
    await press(page, 'main form[action$="/rut"] button');
  });
});

test("a part of a chapter is split off by a pasted list, and a line that fits nobody is told beside the list", async () => {
  await journey({ as: "xadung", options: { javaScriptEnabled: false, viewport: { width: 360, height: 800 } } }, async (page) => {
    const unit = await standingUnit(page);
    await page.goto(`/don-vi/${unit}/sap-xep/them?viec=split_off`);
    const chapters = page.locator('main select[name="1-unit"] option');
    await page.selectOption('main select[name="1-unit"]', (await chapters.nth(1).getAttribute("value")) ?? "");
    await press(page, 'main button[value="show"]');
    await page.fill('main input[name="1-name-1"]', `Chi hội tách ${someNumber()}`);
    await page.fill('main textarea[name="1-list-1"]', "Không Có Ai");
    await page.fill('main input[name="decision"]', "Quyết định thử");
    await page.fill('main input[name="day"]', dayAfter(await page.inputValue('main input[name="day"]')));
    await press(page, 'main button[value="keep"]');
    assert.match((await page.locator("#\\31 -list-1-mistake").textContent()) ?? "", /Dòng 1 “Không Có Ai”/);
    assert.equal(await page.inputValue('main textarea[name="1-list-1"]'), "Không Có Ai", "what was typed is kept");
    await noHorizontalScroll(page);
    await page.fill('main textarea[name="1-list-1"]', "");
    await page.fill('main input[name="1-share-1"]', "1/3");
    await page.fill('main input[name="1-basis-1"]', "số hộ");
    await press(page, 'main button[value="keep"]');
    assert.match(page.url(), /\/sap-xep\/[0-9a-z]{26}/);
    assert.match((await page.locator("main").textContent()) ?? "", /ở lại đơn vị/);
    await noHorizontalScroll(page);
    await press(page, 'main form[action$="/rut"] button');
  });
});

/** A step is added on the page of the draft, filled in wrongly, and taken out again; the plan stays what it was. @param {import("playwright-core").Page} page */
async function changedAndBack(page) {
  await press(page, 'main a[href$="/sua"]');
  await page.selectOption('main select[name="add-viec"]', "rename");
  await press(page, 'main button[value="add"]');
  await press(page, 'main button[value="keep"]');
  assert.ok(await page.locator("#\\32 -name-mistake").isVisible(), "the missing name is told beside its field");
  assert.ok(await page.locator("#\\32 -unit-mistake").isVisible(), "and so is the missing unit");
  await press(page, 'main button[value="remove-2"]');
  assert.equal(await page.locator('main input[name="2-viec"]').count(), 0);
  await press(page, 'main button[value="keep"]');
  assert.match(page.url(), /\/sap-xep\/[0-9a-z]{26}/);
}

/** The day after one that is written as officers write it. @param {string} written */
function dayAfter(written) {
  const [day, month, year] = written.split("/").map(Number);
  const next = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (day ?? 1) + 1));
  return [next.getUTCDate(), next.getUTCMonth() + 1].map((part) => String(part).padStart(2, "0")).join("/") + `/${next.getUTCFullYear()}`;
}
