"use strict";
(function () {
  const table = document.getElementById("matrix");
  const filter = document.getElementById("filter");
  const severity = document.getElementById("severity");
  const rows = Array.from(table.tBodies[0].rows);
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
    rows.forEach((row) => {
      row.hidden = wanted !== "" && !byColumn && !row.cells[0].textContent.toLowerCase().includes(wanted);
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
