// The register of members: one by one, and by the officer's own workbook.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAxe, download, press, standingUnit } from "./support/browser.js";
import { journey, someNumber } from "./support/journey.js";
import { corrected, unzip, workbook } from "./support/workbook.js";

/** @typedef {import("playwright-core").Page} Page */

test("a new member's mistakes are told all at once, and what was typed is kept", async () => {
  await journey({ as: "xadung" }, async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/hoi-vien/them`);
    await page.fill('input[name="birth"]', "31/02/1960");
    await press(page, "main form[method=post] button.act");
    assert.ok(await page.locator("[data-mistakes]").isVisible());
    assert.ok((await page.locator("main [aria-invalid]").count()) >= 2, "the missing name and the impossible day are both marked");
    assert.equal(await page.inputValue('input[name="birth"]'), "31/02/1960");
    await checkAxe(page);
  });
});

test("the list of members comes as a workbook, as a printed list and as cards", async () => {
  await journey({ as: "xadung" }, async (page) => {
    const unit = await standingUnit(page);
    const list = await download(page, `/don-vi/${unit}/hoi-vien.xlsx`);
    assert.ok(unzip(list.bytes).has("xl/workbook.xml"));
    for (const path of ["hoi-vien.pdf", "the-hoi-vien.pdf"]) {
      const file = await download(page, `/don-vi/${unit}/${path}`);
      assert.equal(file.bytes.subarray(0, 5).toString("latin1"), "%PDF-", path);
    }
  });
});

test("a name typed without marks finds the member", async () => {
  await journey({ as: "xadung" }, async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/hoi-vien?q=giang+a`);
    const names = await page.locator("main tbody th a").allTextContents();
    assert.ok(names.some((name) => name.startsWith("Giàng A")), `found: ${names.slice(0, 5).join(", ")}`);
  });
});

test("a workbook with a mistake comes back marked, and is taken in once it is corrected", async () => {
  await journey({ as: "xadung" }, async (page) => {
    const unit = await standingUnit(page);
    const mark = someNumber();
    const [first, second] = [`Vàng Thị Kiểm ${letters(mark)}`, `Lò Văn Thử ${letters(mark)}`];
    const rows = [
      ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị"],
      ["1", first, "12/05/1961", "Nữ", await chapterCode(page, unit)],
      ["2", second, "31/02/1958", "Nam", await chapterCode(page, unit)],
    ];
    await choose(page, unit, "hoi-vien.xlsx", workbook(rows));
    assert.equal(await page.locator("main tbody th", { hasText: /^C3$/ }).count(), 1, "the preview names the cell that is wrong");
    await checkAxe(page);

    const link = await page.locator('main a[href$="/danh-dau.xlsx"]').getAttribute("href");
    const marked = await download(page, link ?? "");
    await choose(page, unit, "hoi-vien-da-sua.xlsx", corrected(marked.bytes, "31/02/1958", "28/02/1958"));
    assert.equal(await page.locator("main tbody th", { hasText: /^C3$/ }).count(), 0, "the corrected cell is no longer named");
    await press(page, "main form[method=post] button.act");
    await settled(page);
    for (const name of [first, second]) {
      await page.goto(`/don-vi/${unit}/hoi-vien?q=${encodeURIComponent(name)}`);
      assert.ok(((await page.locator("main tbody").textContent()) ?? "").includes(name), `${name} is in the list`);
    }
  });
});

test("an import by mistake is taken back, and whoever was touched since is kept with the reason", async () => {
  await journey({ as: "xadung" }, async (page) => {
    const unit = await standingUnit(page);
    const mark = letters(someNumber());
    const [goes, stays] = [`Vàng Thị Nhầm ${mark}`, `Lò Văn Giữ ${mark}`];
    const chapter = await chapterCode(page, unit);
    const rows = [
      ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị"],
      ["1", goes, "12/05/1961", "Nữ", chapter],
      ["2", stays, "28/02/1958", "Nam", chapter],
    ];
    await choose(page, unit, "nhap-nham.xlsx", workbook(rows));
    await press(page, "main form[method=post] button.act");
    await settled(page);
    const batch = page.url();

    await page.goto(`/don-vi/${unit}/hoi-vien?q=${encodeURIComponent(stays)}`);
    const member = await page.locator('main tbody th a[href^="/hoi-vien/"]').first().getAttribute("href");
    await page.goto(`${member}/sua`);
    await page.fill('input[name="phone"]', "0912 345 678");
    await press(page, "main form[method=post] button.act");

    await page.goto(batch);
    await press(page, 'main a[href$="/hoan-tac"]');
    assert.equal(await page.locator("main .consequences li").count(), 3, "the preview says who goes, who is kept, and what then");
    assert.ok(((await page.locator("main tbody").textContent()) ?? "").includes(stays), "the preview names who is kept");
    await checkAxe(page);
    await press(page, "main form[method=post] button.warn");
    await settled(page);
    assert.ok(((await page.locator("main tbody").first().textContent()) ?? "").includes(stays));
    await checkAxe(page);
    const list = await page.locator('main a[href$="/giu-lai.xlsx"]').getAttribute("href");
    assert.ok(unzip((await download(page, list ?? "")).bytes).has("xl/workbook.xml"));

    for (const [name, there] of /** @type {[string, boolean][]} */ ([[goes, false], [stays, true]])) {
      await page.goto(`/don-vi/${unit}/hoi-vien?q=${encodeURIComponent(name)}`);
      assert.equal((await page.locator("main tbody").allTextContents()).join(" ").includes(name), there, name);
    }
  });
});

test("a file that is no workbook is refused in words", async () => {
  await journey({ as: "xadung" }, async (page) => {
    const unit = await standingUnit(page);
    await choose(page, unit, "anh.xlsx", Buffer.from("\x89PNG\r\n\x1a\nkhông phải bảng tính", "latin1"));
    assert.ok(await page.locator("main [role=alert], main .mistakes, main .flash-warning, main [data-problem]").first().isVisible());
  });
});

/** Letters for a number, because a name has no digits. @param {number} number */
const letters = (number) => [...String(number)].map((digit) => "ABCDEGHIKL"[Number(digit)]).join("").replace(/^(.)(.*)$/, (_, first, rest) => first + rest.toLowerCase());

/** Sends a file for reading and waits until the preview is there. @param {Page} page @param {string} unit @param {string} name @param {Buffer} buffer */
async function choose(page, unit, name, buffer) {
  await page.goto(`/don-vi/${unit}/nhap`);
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator('main input[type="file"]').setInputFiles({ name, mimeType, buffer });
  await press(page, 'main form:has(input[type="file"]) button.act');
  await settled(page);
}

/** A page that works in the background looks again by itself until it is done. @param {Page} page */
async function settled(page) {
  await page.waitForFunction(() => document.querySelector("main[data-poll]") === null, undefined, { timeout: 60_000 });
}

/** The code of a chapter of the commune, from the page that names it. @param {Page} page @param {string} unit */
async function chapterCode(page, unit) {
  await page.goto(`/don-vi/${unit}`);
  const shown = await page.locator("main li .code").allTextContents();
  const code = shown.find((text) => /^\d{5}\.[a-z0-9-]+$/.test(text));
  assert.ok(code, "the commune's page names a chapter with its code");
  return code;
}
