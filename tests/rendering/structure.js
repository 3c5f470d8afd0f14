// What a reader with a screen reader or a keyboard would stumble over, by kind.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) => element.getClientRects().length > 0;
  const name = (element) =>
    (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent || "").trim();
  const html = (element) => element.outerHTML.slice(0, 120);
  const ids = all("[id]").map((element) => element.id);
  const levels = all("h1, h2, h3, h4").filter(shown).map((heading) => Number(heading.tagName[1]));
  const scrolls = (element) =>
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
  const leadsNowhere = (element) => !document.getElementById(element.getAttribute("aria-labelledby"));
  return {
    "not one main": all("main").length === 1 ? [] : ["main"],
    "no language": document.documentElement.lang ? [] : ["html"],
    "no title": document.title ? [] : ["title"],
    "ids twice": ids.filter((id, i) => ids.indexOf(id) !== i),
    "unlabelled controls": all("select, input, button").filter((element) => !name(element)).map(html),
    "links without words": all("a").filter((element) => !name(element)).map(html),
    "pictures without words": all("img:not([alt])").map(html),
    "headers without scope": all("th:not([scope])").map(html),
    "labels that lead nowhere": all("[aria-labelledby]").filter(leadsNowhere).map(html),
    "levels left out": levels.filter((level, i) => i && level > levels[i - 1] + 1),
    "scrolling without keyboard": all("body *").filter((element) => scrolls(element) && element.tabIndex < 0).map(html),
    "small targets": all("button, select, input")
      .filter((element) => shown(element) && element.getBoundingClientRect().height < 24)
      .map(html),
  };
})();
