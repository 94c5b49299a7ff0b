// Coming in, going out, and what stays closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD, download, press, signIn, standingUnit } from "./support/browser.js";
import { journey } from "./support/journey.js";

/** @param {import("playwright-core").Page} page */
const pathOf = (page) => new URL(page.url()).pathname;

test("a wrong password is refused in words, the right one opens the work list", async () => {
  await journey({}, async (page) => {
    await signIn(page, "dienbien", "sai mật khẩu rồi");
    assert.equal(pathOf(page), "/dang-nhap");
    assert.ok(((await page.locator("[role=alert]").textContent()) ?? "").trim().length > 20, "the refusal says why and what to do");
    assert.equal(await page.inputValue('input[name="username"]'), "dienbien", "the name typed is kept");
    assert.equal(await page.inputValue('input[name="password"]'), "", "the password is not sent back");
    await signIn(page, "dienbien");
    assert.equal(pathOf(page), "/");
    assert.ok(await page.locator("nav.rail").isVisible());
  });
});

test("every account of the demonstration signs in with the password it was given", async () => {
  for (const username of ["dienbien", "xadung", "haiphong", "quantri", "kiemtra"]) {
    await journey({ as: username }, async (page) => {
      await page.goto("/");
      assert.equal(pathOf(page), "/", username);
      assert.ok(await page.locator("main h1").isVisible());
    });
  }
});

test("whoever is not signed in is asked to, and comes back to the page that was wanted", async () => {
  await journey({}, async (page) => {
    await page.goto("/bao-cao");
    assert.equal(pathOf(page), "/dang-nhap");
    await page.fill('input[name="username"]', "dienbien");
    await page.fill('input[name="password"]', PASSWORD);
    await press(page, 'form[action="/dang-nhap"] button');
    assert.equal(pathOf(page), "/bao-cao");
  });
});

test("after signing out, Back shows nothing", async () => {
  await journey({}, async (page) => {
    await signIn(page, "xadung");
    const unit = await standingUnit(page);
    await page.goto(`/don-vi/${unit}/hoi-vien`);
    const names = await page.locator("main th[scope=row]").allTextContents();
    assert.ok(names.length > 0, "the commune has members to hide");
    await page.locator("details.person summary").click();
    await press(page, 'form[action="/dang-xuat"] button');
    await page.goBack({ waitUntil: "load" });
    const shown = (await page.locator("body").textContent()) ?? "";
    for (const name of names.slice(0, 5)) assert.ok(!shown.includes(name.trim()), `Back still shows ${name.trim()}`);
    await page.goto("/");
    assert.equal(pathOf(page), "/dang-nhap");
  });
});

test("a commune's officer finds neither the province's members nor its accounts", async () => {
  let province = "";
  await journey({ as: "dienbien" }, async (page) => { province = await standingUnit(page); });
  await journey({ as: "xadung" }, async (page) => {
    for (const path of [`/don-vi/${province}/hoi-vien`, `/don-vi/${province}/tai-khoan`, `/don-vi/${province}/nhap`]) {
      const answer = await page.goto(path);
      assert.ok([403, 404].includes(answer?.status() ?? 0), `${path} answered ${answer?.status()}`);
      assert.ok(await page.locator("[data-problem]").isVisible(), "a refusal is a page that says what to do next");
    }
  });
});

test("whoever only checks reads the lists and is offered no change", async () => {
  await journey({ as: "kiemtra" }, async (page) => {
    const unit = await standingUnit(page);
    assert.equal((await page.goto(`/don-vi/${unit}/hoi-vien`))?.status(), 200);
    assert.equal(await page.locator(`a[href="/don-vi/${unit}/hoi-vien/them"]`).count(), 0);
    assert.equal((await page.goto(`/don-vi/${unit}/hoi-vien/them`))?.status(), 403);
  });
});

test("a form sent from another site changes nothing", async () => {
  await journey({ as: "xadung" }, async (page) => {
    const answer = await page.context().request.post("/dang-xuat", {
      headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
      maxRedirects: 0,
    });
    assert.equal(answer.status(), 403);
    await page.goto("/");
    assert.equal(pathOf(page), "/", "still signed in");
  });
});

test("the health of the server can be asked by anybody", async () => {
  await journey({}, async (page) => {
    assert.match((await download(page, "/healthz")).bytes.toString(), /ok/);
    assert.match((await download(page, "/api/v1/openapi.json")).bytes.toString(), /"openapi":"3\.1/);
  });
});
