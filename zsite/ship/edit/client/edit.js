// The editor's script: sends forms without leaving the page, asks while somebody types, takes
// pictures that are dropped. The server makes every page; nothing here knows what a field is.
(() => {
  "use strict";
  const body = document.body;
  const base = body.dataset.base;
  const token = document.querySelector('meta[name="zsite-token"]').content;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  let dirty = false;

  const post = (address, data, more = {}) =>
    fetch(address, { method: "POST", headers: { "X-Zsite-Token": token, ...more }, body: data, credentials: "same-origin" });

  // ---- forms
  // What is typed while a form is on its way would be lost: it takes nothing until it is back.
  const busy = (form, on) => {
    form.setAttribute("aria-busy", on);
    form.inert = on;
  };

  const complain = (words) => {
    let box = one("#trouble");
    if (!box) {
      box = document.createElement("p");
      box.id = "trouble";
      box.className = "told error";
      box.tabIndex = -1;
      box.setAttribute("role", "alert");
      one("main").prepend(box);
    }
    box.textContent = words;
    box.scrollIntoView({ block: "center" });
    box.focus();
  };

  const put = (html, keepScroll) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = one("main", page);
    if (!fresh) throw new Error("no page");
    const top = window.scrollY;
    const open = new Set(all("details[open] > summary").map((each) => each.textContent));
    one("main").replaceWith(fresh);
    document.title = fresh.dataset.title || document.title;
    all("details > summary", fresh).forEach((each) => { if (open.has(each.textContent)) each.parentElement.open = true; });
    if (keepScroll) window.scrollTo({ top, behavior: "instant" });
    settle(fresh);
  };

  const settle = (main) => {
    const inside = one("[data-focus-in]", main);
    const target = (inside && one("input:not([type=hidden]), select, textarea", inside)) || one("[data-focus]", main);
    if (target) {
      if (!/^(INPUT|SELECT|TEXTAREA|BUTTON|A)$/.test(target.tagName)) target.tabIndex = -1;
      target.focus();
      target.scrollIntoView({ block: "center", behavior: "instant" });
    }
    all("[data-drops] .drop", main).forEach((drop) => {
      drop.classList.toggle("full", Boolean(one("[data-file]", drop).value));
    });
    all("[data-counts]", main).forEach(count);
    const id = one("[data-proposes]", main);
    if (id) propose(id);
  };

  const submit = async (form, button) => {
    const data = new URLSearchParams(new FormData(form));
    if (button && button.name) data.set(button.name, button.value);
    const action = (button && button.getAttribute("formaction")) || form.getAttribute("action") || location.pathname + (new URLSearchParams(location.search).has("text") ? "?text=1" : "");
    const aside = button && button.name === "_do" && /^(add|remove|up|down|show):/.test(button.value);
    busy(form, true);
    try {
      const answer = await post(action, data, { "Content-Type": "application/x-www-form-urlencoded" });
      if (answer.status === 403) return complain(body.dataset.reload);
      const kind = answer.headers.get("content-type") || "";
      if (kind.includes("json")) {
        dirty = false;
        const go = (await answer.json()).go;
        if (go) return location.assign(go);
      } else if (kind.includes("html")) {
        dirty = true;
        put(await answer.text(), aside);
        if (!aside && !one("[data-focus], [data-focus-in]")) window.scrollTo({ top: 0, behavior: "instant" });
        return;
      }
      complain(body.dataset.failed);
    } catch {
      complain(body.dataset.failed);
    } finally {
      if (form.isConnected) {
        busy(form, false);
        if (button && document.activeElement === body) button.focus();
      }
    }
  };

  // What can be chosen somewhere depends on another choice: only that control is made anew, when
  // nobody is in it, and what was chosen there meanwhile stays.
  const lead = async (field) => {
    const { value } = field;
    const data = new URLSearchParams(new FormData(field.form));
    data.set("_do", "show");
    const answer = await post(location.pathname, data, { "Content-Type": "application/x-www-form-urlencoded" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (field.value !== value || !field.isConnected) return;
    all(`[data-follows="${CSS.escape(field.dataset.leads)}"]`).forEach((old) => {
      const fresh = page.getElementById(old.id);
      if (!fresh) return;
      if (old.contains(document.activeElement)) old.addEventListener("focusout", () => { if (field.value === value) renew(old, fresh, data); }, { once: true });
      else renew(old, fresh, data);
    });
  };

  const renew = (old, fresh, asked) => {
    all("[name]", old).filter((each) => each.value !== asked.get(each.name)).forEach((each) => {
      const same = one(`[name="${CSS.escape(each.name)}"]`, fresh);
      if (!same) return;
      if (same.options && ![...same.options].some((option) => option.value === each.value)) same.add(new Option(each.value));
      same.value = each.value;
    });
    old.replaceWith(fresh);
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sent]")) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });

  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  // ---- while somebody types
  const waiting = new WeakMap();
  const later = (element, act, milliseconds) => {
    clearTimeout(waiting.get(element));
    waiting.set(element, setTimeout(() => { if (element.isConnected) act(element); }, milliseconds));
  };

  const check = async (input) => {
    const form = input.closest("form");
    const value = input.value;
    const data = new URLSearchParams({ kind: form.dataset.kind, name: input.name, value, unit: input.dataset.unit || "" });
    const answer = await post(base + "check", data, { "Content-Type": "application/x-www-form-urlencoded" }).catch(() => null);
    if (!answer || !answer.ok || input.value !== value || !input.isConnected) return;
    const { errors, shown } = await answer.json();
    const box = document.getElementById(input.id + "-shown");
    if (box) box.replaceChildren(...shown.map(([language, text]) => said("span", ["b", language], " " + text)));
    const told = document.getElementById(input.id + "-wrong");
    if (told) told.replaceChildren(...errors.map(([text, hint, severity]) => {
      const line = said("p", text + " ", ["span", hint]);
      line.className = severity === "error" ? "wrong" : "advice";
      return line;
    }));
    const ids = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== told?.id);
    if (errors.length && told) ids.push(told.id);
    if (ids.length) input.setAttribute("aria-describedby", ids.join(" "));
    else input.removeAttribute("aria-describedby");
    if (errors.some((each) => each[2] === "error")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };

  const said = (name, ...inner) => {
    const made = document.createElement(name);
    made.append(...inner.map((each) => (Array.isArray(each) ? said(...each) : each)));
    return made;
  };

  const count = (label) => {
    const area = document.getElementById(label.dataset.counts);
    const most = Number(label.dataset.most);
    const length = [...area.value.trim()].length;
    label.dataset.words ??= label.textContent;
    label.textContent = length ? `${length} / ${most}` : label.dataset.words;
    label.classList.toggle("over", length > most);
  };

  const propose = async (field) => {
    const form = field.closest("form");
    const data = new URLSearchParams(new FormData(form));
    data.set("kind", form.dataset.kind);
    const answer = await post(base + "propose", data, { "Content-Type": "application/x-www-form-urlencoded" }).catch(() => null);
    if (answer && answer.ok && !field.value) field.placeholder = (await answer.json()).id || "";
  };

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.closest("[data-keep]") && field.name) dirty = true;
    if (field.matches("[data-checks]")) later(field, check, 250);
    if (field.matches("[data-finds]")) find(field);
    if (field.matches("[data-filters]")) filter(field);
    if (field.id) all(`[data-counts="${CSS.escape(field.id)}"]`).forEach(count);
    const id = one("[data-proposes]");
    if (id && field.name && field.name.startsWith(id.dataset.proposes)) later(id, propose, 400);
    const open = field.id && one(`[data-previews="${CSS.escape(field.id)}"][aria-expanded="true"]`);
    if (open) later(open, preview, 400);
  });

  const find = (field) => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = all(field.dataset.finds + " > li");
    rows.forEach((row) => { row.hidden = !words.every((word) => row.dataset.words.includes(word)); });
    const nothing = one(".nothing");
    if (nothing) nothing.hidden = rows.some((row) => !row.hidden);
  };

  const filter = (field) => {
    const select = document.getElementById(field.dataset.filters);
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (option) => words.every((word) => `${option.text} ${option.value}`.toLowerCase().includes(word));
    all("option", select).forEach((option) => { option.hidden = Boolean(option.value) && !option.selected && !fits(option); });
    const left = all("option", select).filter((option) => option.value && fits(option));
    if (words.length && left.length === 1 && !left[0].selected) {
      select.value = left[0].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.closest("[data-keep]") && field.name) dirty = true;
    if (field.matches("[data-checks]")) check(field);
    if (field.matches("[data-inserts]") && field.value) insert(field);
    if (field.matches("[data-copies]")) location.assign(location.pathname + (field.value ? "?from=" + encodeURIComponent(field.value) : ""));
    if (field.matches("[data-leads]")) lead(field);
    if (field.matches('[data-drops] input[type="file"]') && field.files[0]) send(field.closest("[data-drops]"), field.files[0]);
  });

  const insert = (select) => {
    const area = document.getElementById(select.dataset.inserts);
    area.setRangeText(select.value, area.selectionStart, area.selectionEnd, "end");
    select.value = "";
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const preview = async (button) => {
    const area = document.getElementById(button.dataset.previews);
    const form = area.form;
    const data = new URLSearchParams(new FormData(form));
    data.set("kind", form.dataset.kind);
    data.set("record", form.dataset.record);
    data.set("language", button.dataset.language);
    data.set("text", area.value);
    const answer = await post(base + "preview", data, { "Content-Type": "application/x-www-form-urlencoded" }).catch(() => null);
    if (answer && answer.ok) document.getElementById(area.id + "-preview").innerHTML = (await answer.json()).html;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-previews], [data-today], [data-clears], [data-goes]");
    if (!button) return;
    if (button.matches("[data-previews]")) {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", open);
      document.getElementById(button.dataset.previews + "-preview").hidden = !open;
      if (open) preview(button);
    } else if (button.matches("[data-today]")) {
      const input = document.getElementById(button.dataset.today);
      const now = new Date();
      input.value = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (button.matches("[data-clears]")) {
      const box = button.closest("[data-drops]");
      name(box, "", "");
      one(".drop", box).classList.remove("full");
      const thumb = one(".thumb", box);
      if (thumb) thumb.hidden = true;
      one(".sent", box).textContent = "";
      dirty = true;
      one('input[type="file"]', box).focus();
    } else {
      event.preventDefault();
      go(button.dataset.goes);
    }
  });

  // To the control of a name, or the nearest one around it.
  const go = (name) => {
    for (let parts = name.split("."); parts.length > 1; parts.pop()) {
      const at = parts.join(".");
      const found = all("[name]").find((each) => each.type !== "hidden" && (each.name === at || each.name.startsWith(at + ".")));
      if (found) {
        for (let each = found.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
        found.focus();
        found.scrollIntoView({ block: "center" });
        return;
      }
    }
  };

  // ---- pictures and files
  // What is shown is the name that a file will have; where it lies until then is sent beside it.
  const name = (box, called, staged) => {
    const field = one("[data-file]", box);
    field.value = called;
    field.readOnly = Boolean(staged);
    one("[data-staged]", box).value = staged;
  };

  const send = async (box, file) => {
    const from = document.activeElement;
    const told = one(".sent", box);
    told.classList.remove("wrong");
    told.textContent = one(".call", box).dataset.sending || "…";
    const address = `${base}upload?as=${box.dataset.drops}&name=${encodeURIComponent(file.name)}`;
    const answer = await post(address, file, { "Content-Type": "application/octet-stream" }).catch(() => null);
    const made = answer && (await answer.json().catch(() => null));
    if (!made || made.error || !answer.ok) {
      told.classList.add("wrong");
      told.textContent = made?.error || body.dataset.failed;
      return;
    }
    told.textContent = "";
    name(box, made.called, made.name);
    one(".drop", box).classList.add("full");
    told.textContent = one(".call", box).dataset.done.replace("{file}", made.called);
    const thumb = one(".thumb", box);
    if (thumb) {
      thumb.src = base + "file?path=" + encodeURIComponent(made.name);
      thumb.hidden = false;
    }
    dirty = true;
    const words = one("textarea", box);
    if (words && document.activeElement === from) words.focus();  // nobody is called away from what they write
  };

  const over = (event) => event.target.closest && event.target.closest(".drop");
  document.addEventListener("dragover", (event) => {
    const drop = over(event);
    if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    all(".drop.over").forEach((each) => each !== drop && each.classList.remove("over"));
    if (drop) drop.classList.add("over");
    else event.dataTransfer.dropEffect = "none";
  });
  document.addEventListener("dragleave", (event) => { const drop = over(event); if (drop && !drop.contains(event.relatedTarget)) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    const drop = over(event);
    if (!event.dataTransfer || !event.dataTransfer.files.length) return;
    event.preventDefault();
    if (!drop) return;
    drop.classList.remove("over");
    send(drop.closest("[data-drops]"), event.dataTransfer.files[0]);
  });

  settle(document);
})();
