// What every page owes its reader: read at 360 and 1280 px, by day and by night, in both languages, by whoever sees,
// hears or touches it; nothing scrolls sideways, nothing fails, nothing is fetched from elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAxe, controlsAreLargeEnough, noHorizontalScroll, press, standingUnit } from "./support/browser.js";
import { address, journey } from "./support/journey.js";
import { openReport } from "./support/report.js";

/** @typedef {import("playwright-core").Page} Page */
/** A page by its name: who opens it, and how she gets to its address. @type {[string, string | undefined, (page: Page) => Promise<string>][]} */
const PAGES = [
  ["the sign-in page", undefined, async () => "/dang-nhap"],
  ["a page that is not there, signed out", undefined, async () => "/dang-nhap/khong-co"],
  ["a page that is not there", "dienbien", async () => "/khong-co-trang-nay"],
  ["a province's work list", "dienbien", async () => "/"],
  ["a commune's work list", "xadung", async () => "/"],
  ["the registers", "xadung", async () => "/so-bo"],
  ["the list of units", "dienbien", async () => "/don-vi"],
  ["units found by name", "dienbien", async () => "/don-vi?q=xa+dung"],
  ["a province", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}`],
  ["a commune", "xadung", async (page) => `/don-vi/${await standingUnit(page)}`],
  ["the opening of a chapter", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/them`],
  ["a province's members", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/hoi-vien`],
  ["a commune's members", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/hoi-vien`],
  ["a search that finds nobody", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/hoi-vien?q=khongcoai`],
  ["a new member", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/hoi-vien/them`],
  ["a member", "xadung", async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/hoi-vien`);
    return (await page.locator('main a[href^="/hoi-vien/"]').first().getAttribute("href")) ?? "";
  }],
  ["a commune's possible duplicates", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/co-the-trung`],
  ["the import of a workbook", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/nhap`],
  ["the report forms", "dienbien", async (page) => `/bao-cao/mau?don-vi=${await standingUnit(page)}`],
  ["a shipped report form", "xadung", async (page) => `/bao-cao/mau/school-year?don-vi=${await standingUnit(page)}`],
  ["the copying of a report form", "dienbien", async (page) => `/bao-cao/mau/term/chep?don-vi=${await standingUnit(page)}`],
  ["a report on a school year", "dienbien", async (page) => `/bao-cao/school-year?don-vi=${await standingUnit(page)}&ky=SY2016`],
  ["a report on a term", "dienbien", async (page) => `/bao-cao/term?don-vi=${await standingUnit(page)}&ky=2013-01-01/2017-12-31`],
  ["the declared figures of a past half-year", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/so-lieu?ky=2017-H1`],
  ["the declared figures of this year", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/so-lieu?ky=2026`],
  ["the grid of declared figures", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/so-lieu/bang?ky=2026-H1`],
  ["the grid with its columns", "dienbien", async (page) =>
    `/don-vi/${await standingUnit(page)}/so-lieu/bang?ky=2017-H1&chi-tieu=families_registered&chi-tieu=clans_registered`],
  ["the figures from a workbook", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/so-lieu/nhap?ky=2026-H1`],
  ["the targets", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/chi-tieu-phan-dau?ky=2026`],
  ["a new indicator", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/chi-tieu/them`],
  ["the list of indicators", "dienbien", async () => "/chi-tieu"],
  ["the choice of a report", "dienbien", async () => "/bao-cao"],
  ["the report of the first half of 2017", "dienbien", async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    return page.url().slice(address.length);
  }],
  ["the words around a report", "dienbien", async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    return (await page.locator('main a[href^="/bao-cao/half-year/sua"]').getAttribute("href")) ?? "";
  }],
  ["the board of a province's reports", "dienbien", async (page) => `/bao-cao/ky?don-vi=${await standingUnit(page)}&ky=2026-H1`],
  ["a report on its way", "xadung", async (page) => `/bao-cao/ho-so?don-vi=${await standingUnit(page)}&ky=2018-H1`],
  ["the reports of communes added up", "dienbien", async (page) => `/bao-cao/tong-hop?don-vi=${await standingUnit(page)}&ky=2026-H1`],
  ["the book beside what was submitted", "xadung", async (page) => `/bao-cao/so-sanh?don-vi=${await standingUnit(page)}&ky=2018-H1`],
  ["the calendar of reports", "dienbien", async (page) => `/bao-cao/lich?don-vi=${await standingUnit(page)}`],
  ["a report as it was submitted", "xadung", async (page) => {
    const address = `/bao-cao/ho-so?don-vi=${await standingUnit(page)}&ky=2018-H2`;
    await page.goto(address);
    const submit = page.locator('form[action^="/bao-cao/ho-so/nop"] button');
    if ((await submit.count()) > 0) await press(page, 'form[action^="/bao-cao/ho-so/nop"] button');
    return (await page.locator('main a[href^="/bao-cao/ban-chup/"]').first().getAttribute("href")) ?? "";
  }],
  ["where the number of members comes from", "dienbien", async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    return (await page.locator('main a[href^="/giai-trinh/members?"]').first().getAttribute("href")) ?? "";
  }],
  ["the board of a province", "dienbien", async () => "/bang?ky=2017-H1&dia-gioi=2017-06-30&chi-tieu=families_registered&tu=100&den=600"],
  ["the board of a share", "dienbien", async () => "/bang?ky=2017-H1&dia-gioi=2017-06-30&chi-tieu=centres_active_share"],
  ["the screen of the meeting room", "dienbien", async () => "/bang/man-hinh?ky=2017-H1&dia-gioi=2017-06-30&chi-tieu=members&dung=1"],
  ["the members gained and lost", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/tang-giam?ky=2026-H1`],
  ["the coverage of a commune", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/do-phu`],
  ["the coverage of a province", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/do-phu`],
  ["more places that should be covered", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/do-phu/them`],
  ["one's own account", "dienbien", async () => "/tai-khoan"],
  ["the reorganisations of a province", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/sap-xep`],
  ["the choice of a reorganisation", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/sap-xep/them`],
  ["the plan of a part that is split off", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/sap-xep/them?viec=split_off`],
  ["the plan of a merger", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/sap-xep/them?viec=merge`],
  ["the plan of the reform", "haiphong", async (page) => `/don-vi/${await standingUnit(page)}/sap-xep/them?viec=reform`],
  ["the closing of a chapter", "xadung", async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}`);
    return `${await page.locator('main ul.columns a[href^="/don-vi/"]').first().getAttribute("href")}/ket-thuc`;
  }],
  ["the accounts of a unit", "quantri", async (page) => `/don-vi/${await standingUnit(page)}/tai-khoan`],
  ["a new account", "quantri", async (page) => `/don-vi/${await standingUnit(page)}/tai-khoan/them`],
  ["a commune's officers", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/can-bo`],
  ["an officer to be recorded", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/can-bo/them`],
  ["a term to be opened", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/nhiem-ky/mo`],
  ["an officer", "xadung", async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/can-bo`);
    return (await page.locator("main tbody th a").first().getAttribute("href")) ?? "";
  }],
  ["a province's sessions", "dienbien", async (page) => `/don-vi/${await standingUnit(page)}/ky-hop`],
  ["the ninth session of 2017", "dienbien", async (page) => {
    await page.goto(`/don-vi/${await standingUnit(page)}/ky-hop`);
    return (await page.locator("main tbody th a").first().getAttribute("href")) ?? "";
  }],
  ["a session to be recorded", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/ky-hop/them`],
  ["a commune's hand-overs", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/ban-giao`],
  ["a hand-over to be prepared", "xadung", async (page) => `/don-vi/${await standingUnit(page)}/ban-giao/them`],
  ["the positions", "quantri", async () => "/chuc-vu"],
  ["a position", "quantri", async () => "/chuc-vu/chu_tich/sua"],
  ["the audit book", "kiemtra", async (page) => `/don-vi/${await standingUnit(page)}/nhat-ky`],
  ["what else there is", "quantri", async () => "/them"],
];

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 900 };
const NOT_THERE = /khong-co/;

for (const [name, as, find] of PAGES) {
  test(`${name}: for every reader, on every screen, in both languages`, async () => {
    await journey({ as }, async (page) => {
      const path = await find(page);
      assert.ok(path.startsWith("/"), `no link leads to ${name}`);
      /** @type {string[]} */
      const found = [];
      for (const lang of ["vi", "en"]) {
        for (const theme of ["light", "dark"]) {
          await choose(page, { lang, theme, size: "18" });
          for (const screen of [PHONE, DESK]) found.push(...(await look(page, path, screen, lang)));
        }
      }
      await choose(page, { lang: "vi", theme: "contrast", size: "24" });
      found.push(...(await look(page, path, PHONE, "vi")));
      assert.deepEqual([...new Set(found)], []);
    });
  });

  test(`${name}: without JavaScript`, async () => {
    let path = "";
    await journey({ as }, async (page) => { path = await find(page); });
    await journey({ as, options: { javaScriptEnabled: false, viewport: PHONE } }, async (page) => {
      const answer = await page.goto(path);
      assert.equal(answer?.status(), statusOf(path));
      assert.ok(((await page.locator("main h1").textContent()) ?? "").trim() !== "");
    });
  });
}

const statusOf = (/** @type {string} */ path) => (NOT_THERE.test(path) ? 404 : 200);

/** @param {Page} page @param {Record<string, string>} choices */
async function choose(page, choices) {
  const cookies = Object.entries(choices).map(([name, value]) => ({ name, value, url: address }));
  await page.context().addCookies(cookies);
}

/**
 * Opens the page and tells everything that is wrong with it, so that one run shows all there is to mend.
 * @param {Page} page @param {string} path @param {{ width: number, height: number }} screen @param {string} lang
 */
async function look(page, path, screen, lang) {
  await page.setViewportSize(screen);
  const answer = await page.goto(path);
  assert.equal(answer?.status(), statusOf(path), path);
  assert.equal(await page.locator("html").getAttribute("lang"), lang);
  assert.equal(await page.locator("h1").count(), 1, `${path} has one heading of the first rank`);
  /** @type {string[]} */
  const found = [];
  for (const check of [noHorizontalScroll, controlsAreLargeEnough, checkAxe]) {
    await check(page).catch((problem) => found.push(`${lang}, ${screen.width} px: ${problem.message}`));
  }
  return found;
}
