// Opens the passages behind a count beside the table, the mentions counted marked in them.
document.documentElement.classList.add("js");
const panel = document.getElementById("behind");
if (panel) {
  const behind = JSON.parse(document.getElementById("data").textContent);
  const texts = new Map([...document.querySelectorAll("#texts .passage")].map((text) => [text.dataset.id, text]));
  const title = document.getElementById("behind-title");
  const about = document.getElementById("behind-about");
  const list = document.getElementById("behind-passages");

  const count = (shown, all) => (all === 1 ? "1 passage" : shown < all ? `${shown} of ${all} passages; the CSV names all` : `${all} passages`);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-key]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const ids = behind[link.dataset.key] || [];
    const line = link.closest("tr");
    const card = link.closest(".cards section");
    title.textContent = line ? line.cells[0].textContent.trim() : link.textContent.trim();
    const column = line && link.closest("td").cellIndex;
    const place = line ? link.closest("table").tHead.rows[0].cells[column].textContent : card.querySelector("h4").textContent;
    about.textContent = [place.trim(), count(ids.length, Number(link.dataset.n)), link.title].filter(Boolean).join(" · ");
    list.replaceChildren(...ids.map((id) => {
      const copy = texts.get(id).cloneNode(true);
      for (const mark of copy.querySelectorAll(".t")) mark.classList.toggle("hit", mark.dataset.t.split(" ").includes(link.dataset.theme));
      return copy;
    }));
    panel.showModal();
    panel.scrollTop = 0;
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel || event.target.closest(".close")) panel.close();
  });
}
