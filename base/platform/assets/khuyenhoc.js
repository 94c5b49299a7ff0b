// @ts-check
// What a browser with JavaScript does on top. Every page works without it.
"use strict";

(() => {
  const english = document.documentElement.lang === "en";
  const words = english
    ? { saved: "Draft saved at", restored: "Draft of", brought: "is back in the form.", drop: "Discard the draft" }
    : { saved: "Đã lưu nháp lúc", restored: "Đã lấy lại bản nháp lúc", brought: "", drop: "Bỏ bản nháp" };
  const PREFIX = "khuyenhoc:draft:";
  const SENT = "khuyenhoc:sent";
  const KEPT_MS = 7 * 24 * 3600 * 1000;

  /** Storage may be full or forbidden; then there are simply no drafts. @template T @param {() => T} work */
  const attempt = (work) => { try { return work(); } catch { return undefined; } };

  /** @param {Date} moment */
  const clock = (moment) =>
    `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;

  // ---- Drafts ----

  /** @typedef {{ at: number, revision: string, values: [string, string][] }} Draft */

  /** @param {HTMLFormElement} form */
  const keyOf = (form) => `${PREFIX}${location.pathname}:${form.dataset.draft}`;

  /** A draft lies on a computer that others may use: what is secret is never in it. @param {Element} control */
  const mayKeep = (control) =>
    (control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement)
    && control.name !== "" && control.dataset.private === undefined
    && !["password", "hidden", "file", "submit"].includes(control.type)
    && !/password|mat-khau|national|cccd|cmnd|can-?cuoc/i.test(control.name);

  /** @param {HTMLFormElement} form */
  const kept = (form) =>
    /** @type {(HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[]} */ ([...form.elements].filter(mayKeep));

  /** @param {HTMLFormElement} form @returns {[string, string][]} */
  const valuesOf = (form) => kept(form).map((control) => {
    const tick = control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
    return [tick ? `${control.name}=${control.value}` : control.name,
      tick ? String(/** @type {HTMLInputElement} */ (control).checked) : control.value];
  });

  /** @param {HTMLFormElement} form @param {[string, string][]} values */
  const fill = (form, values) => {
    // Fields of one name keep their order, so a list of rows comes back as it was.
    const queues = new Map();
    for (const [name, value] of values) queues.set(name, [...(queues.get(name) ?? []), value]);
    for (const control of kept(form)) {
      const tick = control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
      const value = queues.get(tick ? `${control.name}=${control.value}` : control.name)?.shift();
      if (value === undefined) continue;
      if (tick) /** @type {HTMLInputElement} */ (control).checked = value === "true";
      else control.value = value;
    }
  };

  /** A record changed by someone else since then has another revision: an old draft must not go over it. @param {HTMLFormElement} form */
  const revisionOf = (form) => {
    const field = form.elements.namedItem("revision");
    return field instanceof HTMLInputElement ? field.value : "";
  };

  const forgetWhatWasAccepted = () => {
    const sent = sessionStorage.getItem(SENT);
    if (!sent) return;
    const { key, path } = JSON.parse(sent);
    const refused = document.querySelector("[data-mistakes], [data-problem], [aria-invalid]") !== null;
    const accepted = !refused && (location.pathname !== path || document.querySelector("[data-done]") !== null);
    if (accepted) localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  };

  const forgetWhatIsOld = () => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = attempt(() => /** @type {Draft} */ (JSON.parse(localStorage.getItem(key) ?? "")));
      if (!draft || draft.at < Date.now() - KEPT_MS) localStorage.removeItem(key);
    }
  };

  const forgetAll = () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  };

  /** @param {HTMLFormElement} form */
  const keepDraft = (form) => {
    const key = keyOf(form);
    const asServed = valuesOf(form);
    const line = document.createElement("p");
    line.className = "draft-line";
    line.setAttribute("role", "status");
    form.append(line);

    const draft = attempt(() => /** @type {Draft | null} */ (JSON.parse(localStorage.getItem(key) ?? "null")));
    const showsMistakes = form.querySelector("[aria-invalid]") !== null;
    if (draft && !showsMistakes && draft.revision === revisionOf(form) && JSON.stringify(draft.values) !== JSON.stringify(asServed)) {
      fill(form, draft.values);
      const notice = /** @type {HTMLElement} */ (line.cloneNode());
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "quiet";
      drop.textContent = words.drop;
      drop.addEventListener("click", () => {
        fill(form, asServed);
        attempt(() => localStorage.removeItem(key));
        notice.remove();
      });
      notice.append(`${words.restored} ${clock(new Date(draft.at))} ${words.brought}`, drop);
      form.prepend(notice);
    }

    let waiting = 0;
    const save = () => attempt(() => {
      const now = new Date();
      localStorage.setItem(key, JSON.stringify({ at: now.getTime(), revision: revisionOf(form), values: valuesOf(form) }));
      line.textContent = `${words.saved} ${clock(now)}`;
    });
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = window.setTimeout(save, 800);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      save();
      attempt(() => sessionStorage.setItem(SENT, JSON.stringify({ key, path: location.pathname })));
    });
  };

  // ---- Progress: a page marked data-poll looks again every two seconds ----

  const lookAgain = () => {
    const main = document.querySelector("main[data-poll]");
    if (!main) return;
    setTimeout(async () => {
      const page = await fetch(location.href, { headers: { accept: "text/html" } })
        .then((answer) => (answer.ok ? answer.text() : undefined))
        .catch(() => undefined);
      const next = page && new DOMParser().parseFromString(page, "text/html").querySelector("main");
      // Someone who is reading or choosing something in the page must not lose her place while it still runs.
      if (next && !(main.contains(document.activeElement) && next.hasAttribute("data-poll"))) main.replaceWith(document.adoptNode(next));
      else if (next) main.querySelector(".progress")?.replaceWith(next.querySelector(".progress") ?? "");
      lookAgain();
    }, 2000);
  };

  // ---- The declaration grid: arrows and Enter move as in a workbook ----

  /** @param {KeyboardEvent} event */
  const moveInGrid = (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = input.closest("td, th");
    const row = cell?.closest("tr");
    if (!cell || !row || !cell.closest("table[data-grid]")) return;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const atEnd = input.selectionStart === input.value.length;
    const rows = [...(row.parentElement?.children ?? [])];
    const column = [...row.children].indexOf(cell);
    /** @param {number} by */
    const down = (by) => {
      for (let place = rows.indexOf(row) + by; rows[place]; place += by) {
        const found = rows[place].children[column]?.querySelector("input");
        if (found) return found;
      }
      return undefined;
    };
    /** @param {number} by */
    const across = (by) => {
      const inputs = [...row.querySelectorAll("input")];
      return inputs[inputs.indexOf(input) + by];
    };
    const target = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey) ? down(1)
      : event.key === "ArrowUp" || event.key === "Enter" ? down(-1)
      : event.key === "ArrowRight" && (atEnd || whole) ? across(1)
      : event.key === "ArrowLeft" && (atStart || whole) ? across(-1)
      : undefined;
    // Enter writes the next line, it never sends the form half filled.
    if (event.key === "Enter" || target) event.preventDefault();
    if (target instanceof HTMLInputElement) {
      target.focus();
      target.select();
    }
  };

  // ---- Who may be in the register already, while a new member is typed ----

  /** @typedef {{ membership: string, full_name: string, birth: string, unit_name: string, why: string }} Alike */

  /** @param {HTMLFormElement} form */
  const tellWhoIsAlike = (form) => {
    const place = form.querySelector("[data-similar-people]");
    if (!(place instanceof HTMLElement)) return;
    let asked = 0;
    const ask = async () => {
      const values = new FormData(form);
      // A national id is asked about when the form is sent, and never stands in an address.
      const question = new URLSearchParams([["full_name", "name"], ["birth", "birth"], ["phone", "phone"], ["card_number", "card_number"]]
        .map(([field, name]) => [name, String(values.get(field) ?? "").trim()]));
      const mine = (asked += 1);
      const answer = await fetch(`${form.dataset.similar}?${question}`, { headers: { accept: "application/json", "accept-language": document.documentElement.lang } })
        .then((found) => (found.ok ? found.json() : undefined))
        .catch(() => undefined);
      if (!answer || mine !== asked) return;
      const people = /** @type {Alike[]} */ (answer.people);
      place.hidden = people.length === 0;
      place.querySelector("ul")?.replaceChildren(...people.map((one) => {
        const line = document.createElement("li");
        const link = document.createElement("a");
        link.href = `/hoi-vien/${one.membership}`;
        link.textContent = one.full_name;
        line.append(link, `, ${one.unit_name}: ${one.why}`);
        return line;
      }));
    };
    form.addEventListener("change", ask);
  };

  attempt(forgetWhatWasAccepted);
  attempt(forgetWhatIsOld);
  for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(/** @type {HTMLFormElement} */ (form));
  for (const form of document.querySelectorAll('form[action="/dang-xuat"]')) form.addEventListener("submit", () => attempt(forgetAll));
  for (const form of document.querySelectorAll("form[data-similar]")) tellWhoIsAlike(/** @type {HTMLFormElement} */ (form));
  document.addEventListener("keydown", moveInGrid);
  lookAgain();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-back]"))) {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  }
  /** @type {HTMLElement | null} */ (document.querySelector("[data-mistakes]"))?.focus();
})();
