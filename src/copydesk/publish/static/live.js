// A page that is served tells when its story, or the list it shows, has changed, and shows the
// new version in its place. Without it a reader loads the page again.
(() => {
  const here = location.pathname;
  const story = /\/(?:stories|compare)\/([a-z0-9-]+)\.html$/.exec(here);
  const lists = /(?:\/|\/index\.html|\/sections\/[a-z0-9-]+\.html)$/.test(here);
  if (!window.EventSource || (!story && !lists)) return;
  const root = document.querySelector("link[rel=stylesheet]").getAttribute("href").split("static/")[0];
  let waiting = null;

  const show = async () => {
    waiting = null;
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = fresh.getElementById("content");
    if (!now) return;
    document.title = fresh.title;
    document.getElementById("content").replaceChildren(...now.childNodes);
    document.dispatchEvent(new Event("copydesk:changed"));
    told.textContent = `Updated ${new Date().toLocaleTimeString()}`;
  };

  const told = document.createElement("p");
  told.className = "meta live";
  told.setAttribute("role", "status");
  document.querySelector("main").before(told);

  const source = new EventSource(`${root}events`);
  source.addEventListener("story", (event) => {
    const changed = JSON.parse(event.data);
    if (story && changed.slug !== story[1]) return;
    // Who types or has a passage open is not interrupted.
    const busy = document.querySelector(".popover") || document.activeElement.closest("form");
    if (busy) { told.textContent = "A new version of this page is there: load it again to see it."; return; }
    if (!waiting) waiting = setTimeout(show, 500 + Math.random() * 1500);
  });
})();
