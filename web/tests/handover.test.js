// An office handed over in one sitting: prepared, signed by both, and the rights move at that minute.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD, checkAxe, controlsAreLargeEnough, download, noHorizontalScroll, press, signIn, standingUnit } from "./support/browser.js";
import { journey, someNumber } from "./support/journey.js";

/** @typedef {import("playwright-core").Page} Page */

test("a deputy hands over: both sign, the rights move, and the old account only reads", async () => {
  const mark = letters(someNumber());
  const [leaver, successor] = [`giao.${mark}`, `nhan.${mark}`];
  let unit = "";
  await journey({ as: "xadung" }, async (page) => { unit = await standingUnit(page); });
  await journey({ as: "quantri" }, async (page) => {
    for (const name of [leaver, successor]) await openAccount(page, unit, name);
  });
  let paper = "";
  await journey({ as: "xadung" }, async (page) => {
    await appoint(page, unit, `Lò Văn ${capital(mark)}`, leaver);
    await page.goto(`/don-vi/${unit}/ban-giao/them`);
    await page.selectOption('select[name="tenure"]', { label: `Phó Chủ tịch: Lò Văn ${capital(mark)}` });
    await page.selectOption('select[name="how"]', "resigned");
    await page.fill('input[name="successor_name"]', `Quàng Thị ${capital(mark)}`);
    await page.fill('input[name="successor_username"]', successor);
    await checkAxe(page);
    await press(page, "main form[method=post] button.act");
    paper = new URL(page.url()).pathname;
    assert.match(paper, /^\/ban-giao\//);
    assert.match((await page.locator("main").textContent()) ?? "", /Hội viên đang sinh hoạt/);
    await noHorizontalScroll(page);
    await controlsAreLargeEnough(page);
    await checkAxe(page);
    for (const [format, begins] of [["pdf", "%PDF-"], ["docx", "PK"]]) {
      const file = await download(page, `${paper}/bien-ban?dang=${format}`);
      assert.equal(file.bytes.subarray(0, begins?.length).toString("latin1"), begins, format);
    }
  });
  await journey({}, async (page) => {
    await signIn(page, leaver);
    assert.match((await page.locator("main").textContent()) ?? "", /đang chờ ông\/bà ký/, "the home page asks for the signature");
    await page.goto(paper);
    await sign(page, "không phải mật khẩu");
    assert.ok(await page.locator("[data-mistakes]").isVisible(), "a wrong password signs nothing");
    await sign(page, PASSWORD);
    assert.match((await page.locator("main").textContent()) ?? "", /Bên giao đã ký, chờ bên nhận ký/);
    assert.equal(await mayEdit(page, unit), 200, "until the other side has signed, the rights stay");
  });
  await journey({}, async (page) => {
    await signIn(page, successor);
    assert.equal(await mayEdit(page, unit), 403);
    await page.goto(paper);
    await sign(page, PASSWORD);
    assert.match((await page.locator("main").textContent()) ?? "", /Đã bàn giao xong/);
    await checkAxe(page);
    assert.equal(await mayEdit(page, unit), 200, "from the next page on");
  });
  await journey({}, async (page) => {
    await signIn(page, leaver);
    assert.equal(await mayEdit(page, unit), 403, "who handed over writes no more");
    const answer = await page.goto(`/don-vi/${unit}/hoi-vien`);
    assert.equal(answer?.status(), 200, "and still reads");
  });
});

/** @param {Page} page @param {string} unit @param {string} username */
async function openAccount(page, unit, username) {
  await page.goto(`/don-vi/${unit}/tai-khoan/them`);
  await page.fill('input[name="full_name"]', `Người ${username}`);
  await page.fill('input[name="username"]', username);
  await page.fill('input[name="password"]', PASSWORD);
  await page.selectOption('select[name="role"]', "member");
  await press(page, "main form[method=post] button.act");
  assert.match(page.url(), /xong=mo/, `${username} was opened`);
}

/** @param {Page} page @param {string} unit @param {string} name @param {string} username */
async function appoint(page, unit, name, username) {
  await page.goto(`/don-vi/${unit}/can-bo/them`);
  await page.fill('input[name="full_name"]', name);
  await page.selectOption('select[name="post"]', "pho_chu_tich");
  await page.selectOption('select[name="began"]', "co_opted");
  await page.fill('input[name="since"]', "01/10/2025");
  await page.fill('input[name="username"]', username);
  await press(page, "main form[method=post] button.act");
  assert.match(page.url(), /xong=them/, `${name} is recorded`);
}

/** @param {Page} page @param {string} password */
async function sign(page, password) {
  const form = page.locator('form[action$="/ky"]');
  // The demonstration's commune has not sent its last report: both sides say that they know.
  await form.locator('textarea[name="remark"]').fill("Bên nhận sẽ nộp báo cáo còn thiếu.");
  await form.locator('input[name="password"]').fill(password);
  await press(page, 'form[action$="/ky"] button.act');
}

/** Whether the reader may record officers of the unit. @param {Page} page @param {string} unit */
async function mayEdit(page, unit) {
  return (await page.goto(`/don-vi/${unit}/can-bo/them`))?.status();
}

/** A number as a name may hold it. @param {number} number */
function letters(number) {
  return String(number).replace(/\d/g, (digit) => "abcdeghikl"[Number(digit)] ?? "");
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
