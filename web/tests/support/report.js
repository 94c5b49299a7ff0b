// The way to a report, as an officer goes it.
import assert from "node:assert/strict";
import { press } from "./browser.js";

/**
 * @param {import("playwright-core").Page} page
 * @param {string} code @param {string} period @param {string} boundaries a day such as 2017-06-30, or nothing for today
 */
export async function openReport(page, code, period, boundaries) {
  await page.goto("/bao-cao");
  await page.fill('input[name="ma"]', code);
  await page.fill('input[name="ky"]', period);
  await page.fill('input[name="dia-gioi"]', boundaries);
  await press(page, 'form[action="/bao-cao/chon"] button');
  assert.equal(new URL(page.url()).pathname, "/bao-cao/half-year", (await page.locator("main").textContent()) ?? "");
}
