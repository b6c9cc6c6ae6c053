/* Popovers for citations, and the search. Without this file every citation is a plain link. */
"use strict";

(() => {
  let open = null; // {link, box, held}
  let returning = false; // the focus comes back to a citation whose popover was closed

  const text = (tag, words, className) => {
    const node = document.createElement(tag);
    node.textContent = words;
    if (className) node.className = className;
    return node;
  };

  const close = (refocus) => {
    if (!open) return;
    const { link, box } = open;
    open = null;
    box.remove();
    link.removeAttribute("aria-expanded");
    link.removeAttribute("aria-describedby");
    if (refocus) {
      returning = true;
      link.focus();
      returning = false;
    }
  };

  const fill = (box, link) => {
    const passage = document.getElementById(link.hash.slice(1));
    if (!passage) return false;
    const report = passage.closest(".report");
    const name = passage.closest(".sources > ol > li").querySelector(".source").cloneNode(true);
    const which = report.querySelector(".which").cloneNode(true);
    const time = report.querySelector(".published").cloneNode(true);
    const words = passage.cloneNode(true);
    for (const node of words.querySelectorAll(".back, .place")) node.remove();
    const quoted = document.createElement("p");
    quoted.append(...words.childNodes);
    const when = document.createElement("p");
    when.className = "meta";
    when.append(time);
    const actions = document.createElement("p");
    actions.className = "actions";
    const go = text("a", "Show in the list of sources");
    go.href = link.hash;
    go.addEventListener("click", () => close(false));
    const shut = text("button", "Close");
    shut.type = "button";
    shut.addEventListener("click", () => close(true));
    actions.append(go, shut);
    box.append(name, which, when, quoted, actions);
    return true;
  };

  const place = (box, link) => {
    const at = link.getBoundingClientRect();
    const page = document.documentElement;
    const left = Math.min(Math.max(8, at.left - 24), page.clientWidth - box.offsetWidth - 8);
    const below = at.bottom + box.offsetHeight + 8 < page.clientHeight;
    const top = below || at.top < box.offsetHeight + 8 ? at.bottom + 4 : at.top - box.offsetHeight - 4;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  };

  const show = (link, held) => {
    if (open && open.link === link) {
      open.held = open.held || held;
    } else {
      close(false);
      const box = document.createElement("div");
      box.className = "popover";
      box.id = "popover";
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", link.getAttribute("aria-label"));
      box.tabIndex = -1;
      if (!fill(box, link)) return false;
      document.body.append(box);
      place(box, link);
      link.setAttribute("aria-expanded", "true");
      open = { link, box, held };
    }
    if (held) open.box.focus({ preventScroll: true });
    return true;
  };

  const citation = (node) => (node instanceof Element ? node.closest("sup a") : null);

  document.addEventListener("click", (event) => {
    const link = citation(event.target);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (open && open.link === link && open.held) { close(true); event.preventDefault(); }
      else if (show(link, true)) event.preventDefault();
    } else if (open && !open.box.contains(event.target)) {
      close(false);
    }
  });
  // A keyboard user sees the words on focus; Enter moves into the popover, Escape closes it.
  document.addEventListener("focusin", (event) => {
    const link = citation(event.target);
    if (link && link.matches(":focus-visible")) { if (!returning && (!open || open.link !== link)) show(link, false); }
    else if (open && !open.box.contains(event.target) && event.target !== open.link) close(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      const inside = open.box.contains(document.activeElement);
      close(inside);
    }
  });
})();

(() => {
  // What needs a script is hidden where none runs.
  for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
    if (button.dataset.copy && !navigator.clipboard) continue;
    button.closest("li").hidden = false;
    button.addEventListener("click", async () => {
      if (!button.dataset.copy) { window.print(); return; }
      const words = document.getElementById(button.dataset.copy).textContent.replace(/\s+/g, " ");
      await navigator.clipboard.writeText(words.trim());
      button.textContent = "Copied";
    });
  }
  // A link to a folded part opens it.
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = target && target.parentElement; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; target.scrollIntoView(); }
    }
  };
  window.addEventListener("hashchange", unfold);
  unfold();
})();

(() => {
  const form = document.getElementById("search");
  if (!form) return;
  const input = document.getElementById("query");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const terms = (words) => fold(words).match(/[\p{L}\p{N}]+/gu) || [];
  const stories = (window.copydeskStories || []).map((story) => {
    const weighted = [[story.headline, 4], [story.section, 2], [story.outlets, 2], [story.text, 1]];
    return { story, fields: weighted.map(([words, weight]) => [terms(words), weight]) };
  });

  const score = (fields, wanted) => {
    let total = 0;
    for (const term of wanted) {
      let best = 0;
      for (const [words, weight] of fields) {
        for (const word of words) {
          if (word === term) best = Math.max(best, 2 * weight);
          else if (word.startsWith(term)) best = Math.max(best, weight);
        }
      }
      if (!best) return 0;
      total += best;
    }
    return total;
  };

  const run = () => {
    const wanted = terms(input.value);
    results.replaceChildren();
    if (!wanted.length) { found.textContent = ""; return; }
    const hits = stories
      .map(({ story, fields }, order) => ({ story, order, score: score(fields, wanted) }))
      .filter((hit) => hit.score > 0)
      .sort((a, b) => b.score - a.score || a.order - b.order);
    found.textContent = hits.length === 1 ? "1 story" : `${hits.length} stories`;
    for (const { story } of hits.slice(0, 50)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `stories/${encodeURIComponent(story.slug)}.html`;
      link.textContent = story.headline;
      link.dir = "auto";
      const meta = document.createElement("p");
      meta.className = "meta";
      meta.textContent = [story.section, story.updated, story.outlets].filter(Boolean).join(" · ");
      item.append(link, meta);
      results.append(item);
    }
  };

  input.value = new URLSearchParams(location.search).get("q") || "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    run();
  });
  input.addEventListener("input", run);
  run();
})();
