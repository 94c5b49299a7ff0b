// A report on its way: a commune hands it in, the province returns it, takes it, locks the period; then a supplement.
import assert from "node:assert/strict";
import { test } from "node:test";
import { press, standingUnit } from "./support/browser.js";
import { journey } from "./support/journey.js";

// A period that no other journey writes into.
const PERIOD = "2019-H1";

/** @typedef {import("playwright-core").Page} Page */

/** Xa Dung's report, as one finds it. @param {Page} page @param {string} unit */
const file = (page, unit) => page.goto(`/bao-cao/ho-so?don-vi=${unit}&ky=${PERIOD}`);
/** @param {Page} page */
const shown = async (page) => (await page.locator("main").textContent()) ?? "";

test("a report goes from draft to lock, and a supplement says what was learned later", async () => {
  let unit = "";
  await journey({ as: "xadung" }, async (page) => {
    unit = await standingUnit(page);
    await page.goto(`/bao-cao/half-year?don-vi=${unit}&ky=${PERIOD}`);
    await press(page, 'main a[href^="/bao-cao/ho-so"]');
    await press(page, 'form[action^="/bao-cao/ho-so/nop"] button');
    assert.match(await shown(page), /Đã nộp, chờ nhận/);
    assert.equal(await page.locator('form[action^="/bao-cao/ho-so/nhan"]').count(), 0, "a commune does not accept its own report");
  });
  await journey({ as: "dienbien" }, async (page) => {
    await file(page, unit);
    await page.fill('form[action^="/bao-cao/ho-so/tra-lai"] textarea', "Thiếu số lớp học.");
    await press(page, 'form[action^="/bao-cao/ho-so/tra-lai"] button');
    assert.match(await shown(page), /Bị trả lại/);
  });
  await journey({ as: "xadung" }, async (page) => {
    await file(page, unit);
    assert.match(await shown(page), /Thiếu số lớp học/);
    await press(page, 'form[action^="/bao-cao/ho-so/nop"] button');
    assert.match(await shown(page), /Bản nộp lần 2/);
  });
  await journey({ as: "dienbien" }, async (page) => {
    await file(page, unit);
    await press(page, 'form[action^="/bao-cao/ho-so/nhan"] button');
    assert.match(await shown(page), /Đã nhận/);
    await press(page, 'form[action^="/bao-cao/ho-so/khoa"] button');
    assert.match(await shown(page), /Đã khóa sổ/);
    await press(page, 'main a[href^="/bao-cao/ky"]');
    assert.match(await shown(page), /Hạn nộp|Phải nộp|Kỳ/);
  });
  await journey({ as: "xadung" }, async (page) => {
    await file(page, unit);
    const supplement = 'form[action^="/bao-cao/ho-so/bo-sung"]';
    await page.fill(`${supplement} textarea`, "Sót hai lớp.");
    await page.locator(`${supplement} summary`).click();
    await page.fill(`${supplement} input[name="so-classes"]`, "12");
    await press(page, `${supplement} > button`);
    assert.match(await shown(page), /Bản bổ sung số 1/);
    await press(page, 'main a[href^="/bao-cao/ban-chup/"]');
    assert.ok(await page.locator(".paper-seal svg").isVisible(), "the paper carries its code");
    const leads = await page.locator(".paper-seal a").getAttribute("href");
    assert.equal(new URL(leads ?? "").pathname, new URL(page.url()).pathname, "and the code leads to exactly this page");
    assert.match(await shown(page), /bản mới nhất/);
  });
});
