// The preview's script: it keeps a page up to date, and draws the bar and the problems over it.
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const shell = () => document.body.dataset.zsite || "";
  const framed = window.top !== window;
  const SCROLL = "zsite-scroll", CLOSED = "zsite-closed", HIDDEN = "zsite-hidden";
  const MOST = 40, MARGIN = 57; // problems at once; pixels, 15 mm of paper
  const VIEWS = ["page", "phone", "desktop", "print"];
  const asked = new URLSearchParams(location.search);
  const page = { path: location.pathname.startsWith("/_zsite/") ? "/" : location.pathname, digest: own.page || "", frame: own.frame || "" };
  const view = { as: asked.get("as") || "phone", frame: null };
  const seen = { about: null, open: false, chosen: false, lost: false, all: false };
  let root = null;

  // Keeping up to date

  window.LiveReloadPluginZsite = class {
    static identifier = "zsite";
    static version = "1";
    reload() { refresh(); return true; }
    analyze() { return {}; }
  };
  document.addEventListener("LiveReloadConnect", () => { seen.lost = false; refresh(); });
  document.addEventListener("LiveReloadDisconnect", () => { seen.lost = true; draw(); });

  let turn = Promise.resolve();
  function refresh() { turn = turn.then(look).catch(() => {}); }

  async function look() {
    const answer = await fetch("/_zsite/page?" + new URLSearchParams({ path: page.path, of: asked.get("of") || "" }), { cache: "no-store" });
    const about = await answer.json();
    if (asked.get("of") && about.home) page.path = about.home;
    seen.about = about;
    document.dispatchEvent(new CustomEvent("zsite:built", { detail: about }));
    if (shell() === "building") return about.build && location.reload();
    if (shell() === "withheld") return about.page && about.page.frame ? location.reload() : draw();
    if (shell() === "guide") return guide();
    if (shell() === "view" || Boolean(own.page) !== Boolean(about.page)) return shell() === "view" ? draw() : again();
    if (!about.page) return draw();
    if (about.page.digest === page.digest) return draw();
    if (!about.page.frame || about.page.frame !== page.frame || !(await exchanged())) return again();
    draw();
  }

  function again() {
    sessionStorage.setItem(SCROLL, JSON.stringify([page.path, scrollX, scrollY]));
    location.reload();
  }

  function stayed() {
    const [path, x, y] = JSON.parse(sessionStorage.getItem(SCROLL) || "[]");
    sessionStorage.removeItem(SCROLL);
    if (path !== page.path) return;
    const go = () => scrollTo({ left: x, top: y, behavior: "instant" });
    go();
    addEventListener("load", go, { once: true });
  }

  // Only stylesheets and pictures differ: they change places, and nothing else moves.
  async function exchanged() {
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const named = fresh.querySelector("script[data-page]");
    const both = [document, fresh].map((each) => [...each.querySelectorAll("link[href], img, source")]);
    const [now, then] = both.map((all) => all.filter((each) => !each.dataset.leaving));
    if (!named || now.length !== then.length) return false;
    now.forEach((element, number) => exchange(element, then[number]));
    page.digest = named.dataset.page;
    page.frame = named.dataset.frame;
    return true;
  }

  function exchange(element, fresh) {
    const changed = ["href", "srcset", "src"].filter(
      (name) => element.getAttribute(name) !== fresh.getAttribute(name) && fresh.hasAttribute(name));
    if (!changed.length) return;
    if (!(element.relList && element.relList.contains("stylesheet"))) {
      changed.forEach((name) => element.setAttribute(name, fresh.getAttribute(name)));
      return;
    }
    const next = element.cloneNode();
    next.href = fresh.getAttribute("href");
    element.dataset.leaving = "";
    next.onload = next.onerror = () => element.remove();
    element.after(next);
  }

  // Drawing

  const w = (name, facts = {}) => Object.entries(facts).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value), seen.about.words[name]);

  function el(name, about = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(about)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...inside.filter((each) => each !== null && each !== false && each !== ""));
    return made;
  }

  function draw() {
    if (framed || !seen.about || !document.body) return;
    if (!root) root = begin();
    const { about } = seen;
    const errors = about.problems.filter((row) => row.severity === "error");
    const mark = JSON.stringify(errors.map((row) => [row.file, row.line, row.column, row.id]));
    if (!seen.chosen) seen.open = errors.length > 0 && sessionStorage.getItem(CLOSED) !== mark && shell() !== "withheld";
    seen.mark = mark;
    const focus = root.activeElement && root.activeElement.dataset.name;
    const whole = shell() === "withheld" || shell() === "building";
    renew(root.querySelector("#all"), [
      whole && full(about),
      seen.guide && leaves(),
      seen.open && !whole && panel(about),
      bar(about, errors.length),
    ].filter(Boolean));
    if (focus) root.querySelector(`[data-name="${focus}"]`)?.focus();
    room();
  }

  // What is drawn stays where the same would come: a press in between would be lost with its button.
  function renew(all, parts) {
    const same = all.children.length === parts.length && parts.every((part, at) => part.isEqualNode(all.children[at]));
    if (!same) all.replaceChildren(...parts);
  }

  function begin() {
    const host = el("zsite-preview", { lang: own.lang === "zh" ? "zh-Hans" : "en" });
    const made = host.attachShadow({ mode: "open" });
    made.append(el("link", { rel: "stylesheet", href: "/_zsite/preview.css" }), el("div", { id: "all", hidden: true }));
    const main = made.querySelector("#all");
    made.querySelector("link").onload = () => { main.hidden = false; room(); arrive(); };
    document.body.append(host);
    if (shell()) document.body.style.setProperty("margin", "0");
    if (shell() === "view") host.before(stage());
    addEventListener("keydown", (event) => { if (event.key === "Escape" && seen.open) toggle(false); });
    addEventListener("resize", room);
    addEventListener("hashchange", arrive);
    return made;
  }

  // The bar stands below the page, not on it.
  function room() {
    const strip = root.querySelector(".bar");
    const high = strip && !localStorage.getItem(HIDDEN) ? strip.offsetHeight : 0;
    document.documentElement.style.setProperty("scroll-padding-bottom", `${high}px`);
    document.body.style.setProperty("padding-bottom", shell() === "view" ? "0" : `${high}px`);
    document.documentElement.style.setProperty("--zsite-bar", `${high}px`);
    const around = document.querySelector("zsite-stage");
    if (around) fit(around);
  }

  function toggle(open) {
    seen.open = open;
    seen.chosen = open;
    if (!open) sessionStorage.setItem(CLOSED, seen.mark);
    draw();
  }

  function bar(about, errors) {
    if (localStorage.getItem(HIDDEN)) {
      return el("button", { class: `dot ${state(about, errors)}`, "aria-label": w("show"), title: w("show"), "data-name": "show",
        onclick: () => { localStorage.removeItem(HIDDEN); draw(); } });
    }
    return el("nav", { class: "bar", "aria-label": w("bar") },
      status(about, errors), hidden(about), languages(about), views(), file(about),
      el("button", { class: "quiet hide", "data-name": "hide", "aria-label": w("hide"), title: w("hide"),
        onclick: () => { localStorage.setItem(HIDDEN, "1"); seen.open = false; draw(); } }, "×"));
  }

  const state = (about, errors) => seen.lost ? "lost" : errors ? "error" : about.problems.some((row) => row.severity === "warning") ? "warning" : "fine";

  function status(about, errors) {
    if (seen.lost) return el("p", { class: "status lost", role: "status" }, el("i"), w("lost"));
    const warnings = about.problems.filter((row) => row.severity === "warning").length;
    const kind = state(about, errors);
    const text = errors ? w("errors", { count: errors }) : warnings ? w("warnings", { count: warnings }) : w("fine");
    return el("button", { class: `status ${kind}`, "aria-expanded": String(seen.open), "data-name": "status",
      disabled: !about.problems.length, onclick: () => toggle(!seen.open) }, el("i"), text);
  }

  // What the site itself does not show, or not yet.
  function hidden(about) {
    if (!about.draft && !about.upcoming) return null;
    return el("p", { class: "chip hidden" }, about.draft ? w("draft") : w("upcoming", { day: about.upcoming }));
  }

  function languages(about) {
    const links = about.languages.map((each) => each.current
      ? el("b", { lang: each.tag }, each.label)
      : each.href
        ? el("a", { href: to(each.href), lang: each.tag, hreflang: each.tag }, each.label)
        : el("s", { lang: each.tag, title: w("untranslated") }, each.label));
    const lacking = about.lacking.length;
    return el("span", { class: "group languages", role: "group", "aria-label": w("language") }, ...links,
      lacking ? el("button", { class: "chip", "data-name": "lacking", onclick: () => toggle(true) }, w("lacking", { count: lacking })) : null);
  }

  const to = (path, as = shell() === "view" ? view.as : "page") =>
    as === "page" ? path : `/_zsite/view?as=${as}&path=${encodeURIComponent(path)}`;

  function views() {
    const here = { view: view.as, guide: "guide" }[shell()] || "page";
    return el("span", { class: "group views", role: "group", "aria-label": w("view") },
      ...VIEWS.map((as) => el("a", { href: to(page.path, as), "aria-current": as === here ? "true" : null }, w(as))),
      inPrint(here),
      here === "print" ? el("button", { "data-name": "print", onclick: () => view.frame.contentWindow.print() }, w("print_now")) : null,
      seen.about.phone ? phone() : null);
  }

  // Printed guides

  const spoken = (titles, otherwise) => titles[own.lang] || Object.values(titles)[0] || otherwise;
  const named = (name) => spoken((seen.about.guides.find((each) => each[0] === name) || [name, {}])[1], name);
  const printed = (name, only = "") =>
    "/_zsite/guide?" + new URLSearchParams({ name, ...(only && { only }), ...(seen.about.source && { of: seen.about.source }) });

  // From the page of a record to the document about it, else to one that shows it, else to all.
  function inPrint(here) {
    if (!seen.about.guides.length) return null;
    const [name, only] = seen.about.shown[0] || [];
    return el("a", { href: name ? printed(name, only) : "/_zsite/guide", "aria-current": here === "guide" ? "true" : null,
      title: name ? named(name) : null }, w("guide"));
  }

  async function guide() {
    const { about } = seen;
    const first = about.shown[0] || about.guides[0] || [];
    const name = asked.get("name") || first[0];
    const only = asked.get("only") || (!asked.get("name") && about.shown.length ? first[1] : "");
    seen.guide = { name, only, sections: seen.guide ? seen.guide.sections : null, problems: [] };
    draw();
    if (!name || seen.printed === about.build) return;
    seen.printed = about.build;
    const answer = await fetch("/_zsite/guide-pages?" + new URLSearchParams({ name, only, of: about.source }));
    Object.assign(seen.guide, await answer.json());
    draw();
    arrive();
  }

  function leaves() {
    const { name, only, sections, problems } = seen.guide;
    const title = spoken(seen.about.titles, "");
    return el("main", { class: `leaves${only ? " alone" : ""}` },
      el("h1", {}, title ? w("guide_of", { title }) : w("guide")),
      tabs(name, only), name ? null : el("p", {}, w("guide_none")),
      name && !sections ? el("p", { role: "status" }, w("guide_making", { title: named(name) })) : null,
      ...problems.map(problem),
      sections && sections.length > 3 ? list(sections) : null,
      ...(sections || []).map(section));
  }

  // The documents that show the record first, then the other guides.
  function tabs(name, only) {
    const { shown, guides } = seen.about;
    const link = (each, subject) => el("a", { href: printed(each, subject), "aria-current": each === name && subject === only ? "page" : null }, named(each));
    const rest = guides.map(([each]) => each).filter((each) => !shown.some(([own, subject]) => own === each && !subject));
    const own = shown.length ? el("nav", { "aria-label": w("guide") }, ...shown.map((each) => link(...each))) : null;
    const all = rest.length ? el("nav", { class: own ? "more" : "", "aria-label": w("guide_more") },
      own ? el("span", {}, w("guide_more")) : null, ...rest.map((each) => link(each, ""))) : null;
    return el("div", {}, own, all);
  }

  const heading = (each) => {
    const title = spoken(each.titles, named(seen.guide.name));
    return each.languages.length === 1 ? `${title} · ${each.languages[0]}` : title;
  };

  function list(sections) {
    const to = (event) => { event.preventDefault(); history.replaceState(null, "", event.currentTarget.href); arrive(); };
    return el("ol", { class: "list" }, ...sections.map((each) =>
      el("li", {}, el("a", { href: `#${encodeURIComponent(each.id)}`, onclick: to }, heading(each)))));
  }

  function section(each) {
    const title = heading(each);
    return el("section", { id: each.id }, el("h2", {}, title), el("div", { class: "sheets" },
      ...each.images.map(([path, width, height], number) => {
        const here = number + 1 === each.at;
        const address = `/_zsite/printed/${path}?build=${seen.printed}`;
        return el("a", { class: here ? "here" : null, href: address, target: "_blank" },
          el("img", { src: address, width, height, loading: "lazy",
            alt: w("guide_page", { title, number: number + 1 }) + (here ? `, ${w("guide_here")}` : "") }));
      })));
  }

  // The pages have their sizes before they have their pictures, so that nothing moves afterwards.
  function arrive() {
    if (!seen.guide || !seen.guide.sections || root.querySelector("#all").hidden) return;
    const wanted = decodeURIComponent(location.hash.slice(1));
    const target = wanted ? root.getElementById(wanted) : root.querySelector(".here");
    if (target) target.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function phone() {
    return el("details", { class: "scan" }, el("summary", { title: w("scan") }, "QR"),
      el("figure", {}, el("img", { src: "/_zsite/phone.svg", alt: w("scan"), width: 220, height: 220 }), el("figcaption", {}, w("scan"))));
  }

  function file(about) {
    if (!about.source) return el("span", { class: "group file" });
    const copy = (event) => {
      const button = event.currentTarget;
      navigator.clipboard?.writeText(about.source).then(() => { button.textContent = w("copied"); setTimeout(draw, 1200); });
    };
    return el("span", { class: "group file" },
      el("button", { class: "quiet path", title: `${w("source")}: ${about.source}`, "data-name": "path", onclick: copy }, el("bdi", {}, about.source)),
      about.editable ? el("a", { class: "edit", href: editing(about.source) }, w("edit")) : null);
  }

  // A page that comes from no record leads to the list of all.
  function editing(file) {
    return file.startsWith("content/") ? `/_edit/?file=${encodeURIComponent(file)}` : "/_edit/";
  }

  // The problems

  function panel(about) {
    const lines = [];
    if (!about.built) lines.push(el("p", { class: "stands" }, w("stands")));
    return el("section", { class: "panel", "aria-label": w("problems") },
      el("header", {}, el("h2", {}, counted(about.problems)),
        el("button", { class: "quiet", "data-name": "close", onclick: () => toggle(false) }, w("close"))),
      el("div", { class: "rows", tabindex: "0", "data-name": "rows" }, ...lines, ...listed(about)));
  }

  function full(about) {
    if (shell() === "building") return el("main", { class: "full" }, el("h1", {}, w("building")), el("p", {}, w("building_hint")));
    const errors = about.problems.map((row, number) => [row, number]).filter(([row]) => row.severity === "error");
    const first = errors.filter(([, number]) => about.own.includes(number));
    return el("main", { class: "full" }, el("h1", {}, w("withheld")), el("p", {}, w("withheld_hint")),
      ...(first.length ? first : errors).map(([row]) => problem(row)));
  }

  const counted = (rows) => ["error", "warning"].map((kind) => [kind, rows.filter((row) => row.severity === kind).length])
    .filter(([, count]) => count).map(([kind, count]) => w(`${kind}s`, { count })).join(own.lang === "zh" ? "，" : ", ") || w("problems");

  function listed(about) {
    const mine = about.own.map((number) => about.problems[number]);
    const rest = about.problems.filter((row, number) => !about.own.includes(number) && row.severity !== "note");
    const shown = seen.all ? rest : rest.slice(0, MOST);
    const more = rest.length > shown.length;
    return [
      mine.length && rest.length ? el("h3", {}, w("own")) : null, ...mine.map(problem),
      mine.length && rest.length ? el("h3", {}, w("others")) : null, ...shown.map(problem),
      more ? el("button", { "data-name": "all", onclick: () => { seen.all = true; draw(); } }, w("all", { count: rest.length })) : null,
    ].filter(Boolean);
  }

  function problem(row) {
    const place = [row.file, row.line, row.column].filter(Boolean).join(":");
    const edit = seen.about.editable && row.file.startsWith("content/") && /\.ya?ml$|\.md$/.test(row.file);
    return el("section", { class: `problem ${row.severity}` },
      el("p", { class: "where" }, el("b", {}, w(row.severity)), " ", el("code", {}, place), " ",
        edit ? el("a", { href: `/_edit/?file=${encodeURIComponent(row.file)}` }, w("edit")) : null),
      el("p", { class: "what" }, row.message), excerpt(row),
      row.hint ? el("p", { class: "hint" }, row.hint) : null);
  }

  function excerpt(row) {
    if (!row.excerpt.trim() || !row.column) return null;
    const letters = [...row.excerpt];
    const start = Math.max(0, row.column - 1);
    const end = start + Math.max(1, row.length);
    return el("pre", { tabindex: "0" }, el("span", { class: "number" }, String(row.line)), letters.slice(0, start).join(""),
      el("mark", {}, letters.slice(start, end).join("") || " "), letters.slice(end).join(""));
  }

  // Another width, or paper

  function stage() {
    document.documentElement.style.setProperty("height", "100%");
    page.path = asked.get("path") || "/";
    view.frame = el("iframe", { src: page.path, title: page.path });
    view.frame.addEventListener("load", arrived);
    const made = el("zsite-stage", { class: view.as }, view.frame);
    const sheet = el("link", { rel: "stylesheet", href: "/_zsite/preview.css" });
    document.head.append(sheet);
    return made;
  }

  function arrived() {
    const inside = view.frame.contentWindow;
    page.path = inside.location.pathname;
    document.title = inside.document.title;
    history.replaceState(null, "", to(page.path));
    if (view.as === "print") paper(inside.document);
    refresh();
  }

  // A desktop's width on a narrower window is shown smaller; paper is as long as what is on it.
  function fit(made) {
    const wide = { phone: 390, desktop: 1280, print: 794 }[view.as];
    const scale = Math.min(1, (made.clientWidth - (view.as === "desktop" ? 0 : 32)) / wide);
    const high = made.clientHeight / scale;
    view.frame.style.width = `${view.as === "print" ? wide - 2 * MARGIN : wide}px`;
    view.frame.style.transform = scale < 1 ? `scale(${scale})` : "none";
    if (view.as === "desktop") view.frame.style.height = `${high}px`;
    if (view.as === "phone") view.frame.style.height = `${Math.min(844, high - 48 / scale)}px`;
  }

  function paper(inside) {
    for (const sheet of inside.styleSheets) onPaper(sheet.cssRules, sheet.media);
    requestAnimationFrame(() => {
      view.frame.style.height = `${inside.documentElement.scrollHeight + 1}px`;
    });
  }

  function onPaper(rules, media) {
    const text = media ? media.mediaText : "";
    if (/\bprint\b/.test(text) && !/not\s+print/.test(text)) media.mediaText = "all";
    else if (/\bscreen\b/.test(text)) media.mediaText = "not all";
    for (const rule of rules || []) onPaper(rule.cssRules, rule.media);
  }

  function start() {
    stayed();
    if (shell() === "view") page.path = asked.get("path") || "/";
    refresh();
  }
  start();
})();
