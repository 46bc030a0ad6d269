// Sorts the table by the column whose heading is chosen; choosing it again turns the order round.
document.documentElement.classList.add("js");
const table = document.querySelector("table.sortable");
const headings = [...table.tHead.rows[0].cells];

function sortBy(column) {
  const heading = headings[column];
  const counts = heading.classList.contains("n");
  const before = heading.getAttribute("aria-sort");
  const order = before ? (before === "ascending" ? "descending" : "ascending") : counts ? "descending" : "ascending";
  for (const other of headings) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const value = (row) => row.cells[column].textContent.trim();
  const compare = counts
    ? (a, b) => (Number(value(a)) || 0) - (Number(value(b)) || 0)
    : (a, b) => value(a).localeCompare(value(b), "en");
  const rows = [...table.tBodies[0].rows].sort((a, b) => sign * compare(a, b));
  table.tBodies[0].append(...rows);
}

headings.forEach((heading, column) => {
  heading.querySelector("button").addEventListener("click", () => sortBy(column));
});
