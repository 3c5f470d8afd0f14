"use strict";
(function () {
  const table = document.getElementById("matrix");
  const filter = document.getElementById("filter");
  const rows = Array.from(table.tBodies[0].rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  filter.addEventListener("input", function () {
    const wanted = filter.value.trim().toLowerCase();
    const columns = heads.map((head, index) => index > 2 && (head.textContent + " " + head.title).toLowerCase().includes(wanted));
    const byColumn = wanted !== "" && columns.some(Boolean);
    heads.forEach((head, index) => { head.hidden = byColumn && index > 2 && !columns[index]; });
    rows.forEach((row) => {
      row.hidden = wanted !== "" && !byColumn && !row.cells[0].textContent.toLowerCase().includes(wanted);
      if (row.cells.length === heads.length) {
        Array.from(row.cells).forEach((cell, index) => { cell.hidden = heads[index].hidden; });
      }
    });
  });
})();
