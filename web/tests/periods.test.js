// A report on its way: a commune hands it in, the province returns it, takes it, locks the period; then a supplement.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAxe, controlsAreLargeEnough, noHorizontalScroll, press, standingUnit } from "./support/browser.js";
import { journey } from "./support/journey.js";

// Periods that no other journey writes into.
const PERIOD = "2019-H1";
// The commune is there since 1 July 2025, so these are the first two quarters that can be compared.
const [DOUBLED, BEFORE] = ["2026-Q3", "2025-Q3"];

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
    assert.match(await shown(page), /Đã khóa sổ, bản bổ sung chờ nhận/);
    assert.match(await shown(page), /Bản bổ sung số 1/);
    assert.equal(await page.locator('form[action^="/bao-cao/ho-so/nhan"]').count(), 0, "a commune does not accept its own supplement");
    await press(page, 'main a[href^="/bao-cao/ban-chup/"]');
    assert.match(await shown(page), /Bản bổ sung này chờ nhận/);
  });
  await journey({ as: "dienbien" }, async (page) => {
    await file(page, unit);
    await press(page, 'form[action^="/bao-cao/ho-so/nhan"] button');
    assert.match(await shown(page), /Đã nhận báo cáo/);
  });
  await journey({ as: "xadung" }, async (page) => {
    await file(page, unit);
    await press(page, 'main a[href^="/bao-cao/ban-chup/"]');
    assert.ok(await page.locator(".paper-seal svg").isVisible(), "the paper carries its code");
    const leads = await page.locator(".paper-seal a").getAttribute("href");
    assert.equal(new URL(leads ?? "").pathname, new URL(page.url()).pathname, "and the code leads to exactly this page");
    assert.match(await shown(page), /bản mới nhất/);
  });
});

/** Declares how many classes there were. @param {Page} page @param {string} unit @param {string} period @param {string} classes */
async function declares(page, unit, period, classes) {
  await page.goto(`/don-vi/${unit}/so-lieu?ky=${period}`);
  await page.fill('form[data-draft="figures"] input[name="v.classes"]', classes);
  await press(page, 'form[data-draft="figures"] button.act');
  assert.ok(await page.locator("[data-done]").isVisible(), "the page says that it was kept");
}

test("a figure that doubled is submitted with a sentence, which the province reads and takes over", async () => {
  const WHY = "Mở thêm 24 lớp ở các bản xa.";
  const submit = 'form[action^="/bao-cao/ho-so/nop"] button';
  const reasons = 'form[action^="/bao-cao/ho-so/ly-do"]';
  let unit = "";
  await journey({ as: "xadung" }, async (page) => {
    unit = await standingUnit(page);
    await declares(page, unit, BEFORE, "24");
    await declares(page, unit, DOUBLED, "48");
    await page.goto(`/bao-cao/ho-so?don-vi=${unit}&ky=${DOUBLED}`);
    await press(page, submit);
    assert.match(await shown(page), /Cần một câu lý do/);
    await page.locator('.mistakes a[href="#cau-classes"]').click();
    // What other journeys declared before this quarter is asked about too.
    for (const sentence of await page.locator(`${reasons} input[id^="cau-"]:not(#cau-classes)`).all()) {
      await sentence.fill("Số liệu nhập thử.");
    }
    await page.fill("#cau-classes", "Mở thêm 24 lớp ở các bản xa");
    await page.keyboard.press("Enter");
    await page.waitForURL(/xong=ly-do/);
    assert.equal(await page.inputValue("#cau-classes"), WHY, "a sentence ends with a full stop");
    await checkAxe(page);
    await controlsAreLargeEnough(page);
    await press(page, submit);
    assert.match(await shown(page), /Đã nộp, chờ nhận/);
  });
  await journey({ as: "dienbien", options: { viewport: { width: 360, height: 740 } } }, async (page) => {
    await page.goto(`/bao-cao/ho-so?don-vi=${unit}&ky=${DOUBLED}`);
    assert.ok((await shown(page)).includes(WHY), "whoever accepts reads the sentence");
    await noHorizontalScroll(page);
    await press(page, 'form[action^="/bao-cao/ho-so/nhan"] button');
    const province = await standingUnit(page);
    await page.goto(`/bao-cao/ho-so?don-vi=${province}&ky=${DOUBLED}`);
    assert.ok((await shown(page)).includes(WHY), "the province sees what the commune said");
    await noHorizontalScroll(page);
    await press(page, `${reasons} button[name="lay"]`);
    assert.equal(await page.inputValue("#cau-classes"), WHY, "and takes it over with one press");
    await checkAxe(page);
    await page.goto(`/bang?don-vi=${province}&ky=${DOUBLED}&chi-tieu=classes`);
    assert.ok((await shown(page)).includes(WHY), "the board shows it beside the commune");
  });
});
