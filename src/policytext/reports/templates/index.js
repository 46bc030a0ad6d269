// Filters the list of themes by any of their forms, in either language.
document.documentElement.classList.add("js");
const field = document.getElementById("filter");
const found = document.getElementById("found");
const entries = [...document.querySelectorAll("[data-find]")];
const groups = [...document.querySelectorAll("[data-group]")];

function filter() {
  const words = field.value.toLowerCase().replace(/-/g, " ").split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const entry of entries) {
    const text = entry.dataset.find.replace(/-/g, " ");
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) shown += 1;
  }
  for (const group of groups) group.hidden = !group.querySelector("[data-find]:not([hidden])");
  found.textContent = words.length ? `${shown} of ${entries.length}` : "";
}

field.addEventListener("input", filter);
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const first = entries.find((entry) => !entry.hidden && entry.querySelector("a"));
  if (first && field.value) first.querySelector("a").click();
});
filter();
