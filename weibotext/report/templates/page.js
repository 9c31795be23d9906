"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  // Unpacking: articles behind the first lie deflated in the page.
  const waiting = byId("waiting");
  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
  };
  const unpack = async (pack) => {
    const template = document.createElement("template");
    template.innerHTML = await inflate(pack.textContent);
    if (pack.isConnected) pack.replaceWith(template.content);
  };
  const idle = () => new Promise((done) => (window.requestIdleCallback || setTimeout)(done));
  const numberOf = (hash) => Number((/^#n([0-9]+)/.exec(hash) || [])[1]);
  const packOf = (number) => all("main .wt-packed").find((one) => one.dataset.first <= number && number <= one.dataset.last);
  const unpackAll = async () => {
    for (const pack of all(".wt-packed")) {
      await idle();
      if (pack.isConnected) await unpack(pack);
    }
    if (waiting) waiting.remove();
    document.body.dataset.ready = "yes";
    texts = null;
    if (find.value) look();
  };

  // Going to a mark: what it says is shown with it, and what is folded is opened.
  const arrive = async () => {
    const pack = packOf(numberOf(location.hash));
    if (pack) await unpack(pack);
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const folded = target.closest("details") || target.querySelector(":scope > details");
    if (folded) folded.open = true;
    if (pack) location.replace(location.hash); // only now is there something for :target to meet
    target.scrollIntoView({ block: target.matches("mark, .wt-source *") ? "center" : "start" });
    if (target.closest(".wt-source")) setTimeout(() => tell(target), 150); // after the scrolling, which hushes
  };

  // What a mark says, with what every mark around it says.
  const tip = byId("tip");
  const said = (element) => {
    if (element.hasAttribute("title")) {
      element.dataset.tip = element.title;
      element.removeAttribute("title");
    }
    return element.dataset.tip;
  };
  const tell = (element) => {
    const parts = [];
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const words = said(one);
      if (words && !parts.includes(words)) parts.push(words);
    }
    if (!parts.length) return hush();
    tip.replaceChildren(...parts.map((words) => {
      const line = document.createElement("p");
      line.textContent = words;
      return line;
    }));
    tip.hidden = false;
    const box = element.getClientRects()[0] || element.getBoundingClientRect();
    const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
    tip.style.top = `${Math.max(8, below ? box.bottom + 8 : box.top - tip.offsetHeight - 8)}px`;
    tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
  };
  const hush = () => { tip.hidden = true; };
  const marked = (event) => event.target instanceof Element && event.target.closest("[title], [data-tip]");
  document.addEventListener("pointerover", (event) => { const one = marked(event); one ? tell(one) : hush(); });
  document.addEventListener("focusin", (event) => { const one = marked(event); one ? tell(one) : hush(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
    if (event.key === "/" && !/^(input|textarea)$/i.test(event.target.tagName)) { event.preventDefault(); find.focus(); }
  });
  document.addEventListener("scroll", hush, { passive: true });

  // Sorting: a press on a column's name, and again for the other way round.
  const keyOf = (row, column, numeric) => {
    const cell = row.cells[column];
    const key = "k" in cell.dataset ? cell.dataset.k : cell.textContent.trim();
    return numeric ? (key === "" ? NaN : Number(key)) : key;
  };
  const compare = (one, other) => {
    if (typeof one !== "number") return (one === "") - (other === "") || one.localeCompare(other, "zh");
    return Number.isNaN(one) - Number.isNaN(other) || one - other;
  };
  const sort = async (table, header, column) => {
    for (const pack of all(".wt-packed", table)) await unpack(pack);
    const numeric = header.dataset.by === "number";
    const down = header.getAttribute("aria-sort") === "ascending";
    all("th[aria-sort]", table).forEach((one) => one.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [keyOf(row, column, numeric), row]);
    const empty = (key) => key === "" || Number.isNaN(key);
    rows.sort(([one], [other]) => (empty(one) || empty(other) || !down ? compare(one, other) : compare(other, one)));
    body.append(...rows.map(([, row]) => row));
  };
  all(".wt-sortable").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header, column));
    });
  });

  // Searching: traditional characters, blanks and glosses do not stand in the way.
  const find = byId("find");
  const found = byId("found");
  const pairs = Array.from(document.body.dataset.fold || "");
  const folding = new Map(pairs.flatMap((one, i) => (i % 2 ? [] : [[one, pairs[i + 1]]])));
  const fold = (text) => close(Array.from(text, (one) => folding.get(one) || one).join(""));
  let texts = null;
  const close = (text) => text.toLowerCase().replace(/\s+/g, "");
  const searched = () => {
    const entries = new Map(all(".wt-contents li").map((item) => [item.querySelector("a").hash.slice(1), item]));
    // The repaired text of an article and the names in its record are simplified already.
    const cards = all(".wt-entry").map((entry) => [
      [entry, entries.get(entry.firstElementChild.id)],
      close(entry.querySelector(".wt-clean").textContent + entry.querySelector(".wt-record").textContent),
    ]);
    const rows = all("#claims tbody tr, .wt-left > div, .wt-dispute").map((row) => [[row], fold(row.textContent)]);
    return [...rows, ...cards];
  };
  const look = () => {
    texts = texts || searched();
    const terms = find.value.split(/\s+/).map(fold).filter(Boolean);
    let rows = 0;
    let articles = 0;
    for (const [elements, text] of texts) {
      const hit = terms.every((term) => text.includes(term));
      elements.forEach((one) => { if (one) one.hidden = !hit; });
      if (hit) { if (elements.length > 1) articles += 1; else if (elements[0].closest("#claims")) rows += 1; }
    }
    found.textContent = terms.length ? `数据 ${rows} · 文章 ${articles}` : "";
  };
  let pending = 0;
  find.addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(look, 120); });
  find.closest("p").hidden = false;

  // On paper everything is open.
  addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) arrive(); // a second press goes there again
  });
  arrive().then(unpackAll);
})();
