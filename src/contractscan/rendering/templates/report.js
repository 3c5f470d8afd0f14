(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const form = document.querySelector(".filters");
  const rows = [...document.querySelectorAll("[data-row]")];
  const heads = [...document.querySelectorAll("[data-topic-head]")];
  const counted = document.querySelector("[data-shown]");
  const empty = document.querySelector("[data-empty]");

  const setLanguage = (language) => {
    root.lang = root.dataset.lang = language;
    for (const button of document.querySelectorAll("[data-set-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
    }
    for (const element of document.querySelectorAll("[data-sv]")) {
      element.textContent = element.dataset[language];
    }
  };

  const fits = (row) => {
    const { topic, verdict, severity } = form.elements;
    return (
      (!topic.value || row.dataset.topic === topic.value) &&
      (!verdict.value || (verdict.value === "open" ? "open" in row.dataset : row.dataset.verdict === verdict.value)) &&
      (!severity.value || row.dataset.severity === severity.value)
    );
  };

  const filter = () => {
    const topics = new Set();
    let shown = 0;
    for (const row of rows) {
      const fit = fits(row);
      row.hidden = !fit;
      if (fit) {
        topics.add(row.dataset.topic);
        shown += row.tagName === "ARTICLE" ? 1 : 0;
      }
    }
    for (const head of heads) head.hidden = !topics.has(head.dataset.topicHead);
    counted.textContent = String(shown);
    empty.hidden = shown > 0;
  };

  // A link to a requirement that the filter hides shows it, and takes the keyboard there.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  };

  for (const button of document.querySelectorAll("[data-set-lang]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.setLang));
  }
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  setLanguage(root.dataset.lang);
  filter();
  if (location.hash) reveal();
})();
