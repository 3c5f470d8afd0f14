"use strict";
(function () {
  const table = document.getElementById("matrix");
  const filter = document.getElementById("filter");
  const severity = document.getElementById("severity");
  const blocks = Array.from(table.tBodies);
  const heads = Array.from(table.tHead.rows[0].cells);
  const sheet = document.createElement("style");
  document.head.append(sheet);
  // Columns are hidden by one rule of style, not cell by cell: a matrix may have a hundred thousand cells.
  function apply() {
    const wanted = filter.value.trim().toLowerCase();
    const named = heads.map((head, index) => index > 2 && wanted !== "" && (head.textContent + " " + head.title).toLowerCase().includes(wanted));
    const byColumn = named.some(Boolean);
    const hidden = heads.map((head, index) => index > 2 && ((byColumn && !named[index]) || (severity.value !== "" && head.dataset.severity !== severity.value)));
    sheet.textContent = hidden.map((hide, index) => (hide ? `#matrix tr > :nth-child(${index + 1}) { display: none; }` : "")).join("");
    blocks.forEach((block) => {
      let shown = 0;
      for (const row of block.rows) {
        row.hidden = wanted !== "" && !byColumn && !row.cells[0].textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      block.hidden = shown === 0; // else a block out of sight would keep the room of all its rows
    });
  }
  const reasons = JSON.parse(document.getElementById("reasons").textContent);
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td[data-r]");
    if (cell && !cell.title) cell.title = reasons[cell.dataset.r];
  });
  filter.addEventListener("input", apply);
  severity.addEventListener("change", apply);
  filter.form.addEventListener("submit", (event) => event.preventDefault());
})();
