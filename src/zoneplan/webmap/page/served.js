// @ts-check
// On a page from `zoneplan serve` only: hears its server's news, and loads the page anew for it.
// The address keeps view, selection and filters.

/** @typedef {import("./data.js").Text} Said */
/** @typedef {{page: string, told: Said[]}} News */

document.addEventListener("DOMContentLoaded", () => {
  const own = document.querySelector("meta[name=zoneplan-page]")?.getAttribute("content");
  /** @type {{texts: Record<string, Said>}} */
  const { texts } = JSON.parse(document.getElementById("zoneplan-data")?.textContent ?? "");
  const banner = document.createElement("aside");
  banner.className = "served";
  banner.setAttribute("role", "alert");
  let written = "";
  const tell = (/** @type {Said[]} */ told) => {
    const lang = document.documentElement.lang === "en" ? "en" : "vi";
    const lines = told.map((text) => text[lang]);
    if (lines.join() === written) return;
    written = lines.join();
    banner.replaceChildren(...lines.map((line, at) => paragraph(line, at === 0)));
    if (lines.length > 0) document.body.append(banner);
    else banner.remove();
  };
  /** @type {EventSource | undefined} */
  let news;
  // A browser holds few connections to one server: a tab that nobody sees takes none.
  const listen = () => {
    news?.close();
    if (document.hidden) return;
    news = new EventSource("/news");
    news.onmessage = ({ data }) => {
      /** @type {News} */
      const { page, told } = JSON.parse(data);
      if (page === own) tell(told);
      else location.reload();
    };
    news.onerror = () => tell([texts.served_gone]);
  };
  document.addEventListener("visibilitychange", listen);
  listen();
});

/**
 * @param {string} line
 * @param {boolean} isFirst
 */
function paragraph(line, isFirst) {
  const [made, text] = [document.createElement("p"), document.createElement(isFirst ? "strong" : "span")];
  text.textContent = line;
  made.append(text);
  return made;
}
