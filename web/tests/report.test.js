// The half-year report of Điện Biên, 2017: page, files and sources say what was published.
import assert from "node:assert/strict";
import { test } from "node:test";
import { download, press } from "./support/browser.js";
import { journey } from "./support/journey.js";
import { openReport } from "./support/report.js";
import { unzip } from "./support/workbook.js";

// Published by the province's association on 10 July 2017.
const PUBLISHED = ["155.232", "65.103", "448", "69.710", "35.151", "1.207"];

test("the report shows the figures that the province published", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    const shown = (await page.locator("main").textContent()) ?? "";
    for (const figure of PUBLISHED) assert.ok(shown.includes(figure), `${figure} is missing`);
  });
});

test("a figure of the report opens down to its sources", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    await press(page, 'main a[href^="/giai-trinh/members?"]');
    assert.ok(((await page.locator("main").textContent()) ?? "").includes("155.232"), "the same figure stands on both pages");
    const rows = page.locator("main table").last().locator("tbody tr");
    assert.ok((await rows.count()) > 0, "there are rows it comes from");
    await press(page, "main table tbody th a[href^='/don-vi/']");
    assert.match(new URL(page.url()).pathname, /^\/don-vi\//, "each part leads to its unit");
  });
});

for (const [format, magic, part] of [["xlsx", "PK\x03\x04", "xl/workbook.xml"], ["docx", "PK\x03\x04", "word/document.xml"], ["pdf", "%PDF-", ""]]) {
  test(`the report comes as a ${format} file that its program opens`, async () => {
    await journey({ as: "dienbien" }, async (page) => {
      await openReport(page, "11", "2017-H1", "2017-06-30");
      const link = await page.locator(`main a[href^="/bao-cao/half-year/tep"][href$="dang=${format}"]`).getAttribute("href");
      const file = await download(page, link ?? "");
      assert.equal(file.bytes.subarray(0, magic.length).toString("latin1"), magic);
      assert.match(file.name, new RegExp(`attachment; filename="?[^"]+\\.${format}"?`));
      if (part !== "") assert.ok(unzip(file.bytes).has(part), `${part} is missing`);
    });
  });
}

test("the same half-year can be seen in the boundaries of then and of now", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    await openReport(page, "11", "2017-H1", "2017-06-30");
    assert.ok(await page.locator("header .standing").isVisible(), "a page with boundaries of another day says so on top");
    await openReport(page, "11", "2017-H1", "");
    assert.equal(await page.locator("header .standing").count(), 0);
    assert.ok(((await page.locator("main").textContent()) ?? "").includes("155.232"), "no member was lost in the mergers");
  });
});

test("a period that nobody can read is refused beside what was typed", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    await page.goto("/bao-cao");
    await page.fill('input[name="ky"]', "nửa đầu năm");
    await press(page, 'form[action="/bao-cao/chon"] button');
    assert.ok(await page.locator("[role=alert]").isVisible());
    assert.equal(await page.inputValue('input[name="ky"]'), "nửa đầu năm");
  });
});

test("the day of the boundaries is understood as officers write it", async () => {
  await journey({ as: "dienbien" }, async (page) => {
    await openReport(page, "11", "2017-H1", "30/06/2017");
    assert.match(page.url(), /dia-gioi=2017-06-30/);
  });
});
