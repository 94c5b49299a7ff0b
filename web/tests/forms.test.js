// A form of one's own: copied, adapted, previewed, published, reported by; what was submitted says what it said.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAxe, noHorizontalScroll, press, standingUnit } from "./support/browser.js";
import { journey } from "./support/journey.js";

// A period that no other journey writes into.
const PERIOD = "2018-H2";
const NAME = `Báo cáo riêng ${Date.now() % 100000}`;
const CODE = `qua_tet_${Date.now() % 100000}`;
const LABEL = `Suất quà Tết ${Date.now() % 100000}`;

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const shown = async (page) => (await page.locator("main").textContent()) ?? "";
/** The item of a list that holds a text. @param {Page} page @param {string} text */
const item = (page, text) => page.locator("main li", { hasText: text }).first();

/** Opens a section of the draft. @param {Page} page @param {string} draft @param {string} heading */
async function openSection(page, draft, heading) {
  await page.goto(draft);
  await page.getByRole("link", { name: heading }).click();
  await page.waitForLoadState();
}

test("a province makes a form its own, reports by it, and changes it without changing what was submitted", async () => {
  let [unit, draft, form, snapshot] = ["", "", "", ""];
  await journey({ as: "dienbien", options: { viewport: { width: 360, height: 740 } } }, async (page) => {
    unit = await standingUnit(page);
    await page.goto(`/don-vi/${unit}/chi-tieu/them`);
    await page.fill('input[name="label_vi"]', LABEL);
    await page.fill('input[name="code"]', CODE);
    await page.fill('input[name="measure_vi"]', "suất");
    await page.locator('input[name="kind"][value="flow"]').check();
    await page.fill('[name="definition_vi"]', "Suất quà trao dịp Tết.");
    await press(page, 'form[data-draft="indicator"] button');

    await page.goto(`/bao-cao/mau?don-vi=${unit}`);
    await press(page, 'main a[href^="/bao-cao/mau/half-year/chep"]');
    await page.fill('input[name="name_vi"]', NAME);
    await press(page, 'form[action*="/chep"] button');
    draft = page.url();
    assert.match(await shown(page), /Bản nháp chưa ban hành/);
    form = new URL(draft).pathname.split("/")[3] ?? "";

    await item(page, "Trung tâm học tập cộng đồng").getByRole("button", { name: "Bỏ" }).click();
    await page.waitForLoadState();
    assert.doesNotMatch(await page.locator("main ol").first().textContent() ?? "", /Trung tâm học tập cộng đồng/);

    await openSection(page, draft, "Khó khăn, hạn chế");
    await page.fill('input[name="q"]', LABEL);
    await press(page, 'main form[role="search"] button');
    await page.getByRole("button", { name: new RegExp(`^Thêm.*${LABEL}`) }).click();
    await page.waitForLoadState();
    await page.fill('[name="sentences.0.vi"]', `Đến hết {last_day}, {place} còn thiếu {${CODE}x}.`);
    await page.fill('[name="sentences.0.en"]', "By {last_day} there was little.");
    await press(page, 'form[data-draft="report-form"] button');
    assert.ok(await page.locator('[id="sentences.0.vi-mistake"]').isVisible(), "the mistake stands beside its field");
    await page.fill('[name="sentences.0.vi"]', "Đến hết {last_day}, {place} còn nhiều việc.");
    await press(page, 'form[data-draft="report-form"] button');
    assert.match(await shown(page), /Đã ghi bản nháp|Tên mục và các câu/);
    await noHorizontalScroll(page);
    await checkAxe(page);

    await page.goto(`/bao-cao/mau/${form}/xem-thu?don-vi=${unit}&ky=${PERIOD}`);
    assert.match(await shown(page), /còn nhiều việc/);
    await page.goto(draft);
    await press(page, 'form[action*="/ban-hanh"] button');
    assert.match(await shown(page), /Đã ban hành phiên bản 1/);
    await noHorizontalScroll(page);
  });
  await journey({ as: "xadung" }, async (page) => {
    const commune = await standingUnit(page);
    await page.goto("/bao-cao");
    assert.match(await shown(page), new RegExp(NAME), "the commune below chooses it too");
    await page.goto(`/bao-cao/${form}?don-vi=${commune}&ky=${PERIOD}`);
    assert.match(await shown(page), /còn nhiều việc/);
    assert.doesNotMatch(await shown(page), /Trung tâm học tập cộng đồng/);
    await press(page, 'main a[href^="/bao-cao/ho-so"]');
    await press(page, 'form[action^="/bao-cao/ho-so/nop"] button');
    assert.match(await shown(page), /Đã nộp, chờ nhận/);
    snapshot = (await page.locator('main a[href^="/bao-cao/ban-chup/"]').first().getAttribute("href")) ?? "";
  });
  await journey({ as: "dienbien" }, async (page) => {
    await openSection(page, draft, "Khó khăn, hạn chế");
    await page.fill('[name="sentences.0.vi"]', "Câu này đã viết lại.");
    await page.fill('[name="sentences.0.en"]', "Written anew.");
    await press(page, 'form[data-draft="report-form"] button');
    await page.goto(draft);
    assert.match(await shown(page), /sửa câu/, "the draft says what publishing would change");
    await press(page, 'form[action*="/ban-hanh"] button');
    assert.match(await shown(page), /Đã ban hành phiên bản 2/);
  });
  await journey({ as: "xadung" }, async (page) => {
    await page.goto(snapshot);
    assert.match(await shown(page), /còn nhiều việc/, "what was submitted says what it said");
    const commune = await standingUnit(page);
    await page.goto(`/bao-cao/${form}?don-vi=${commune}&ky=${PERIOD}`);
    assert.match(await shown(page), /Câu này đã viết lại/);
  });
});
