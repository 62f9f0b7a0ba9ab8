// The page can be read without this: it only filters the claims and opens what a link leads into.
(() => {
  const box = document.getElementById("search");
  if (box) {
    box.parentElement.hidden = false;
    const found = document.getElementById("found");
    const rows = [...document.querySelectorAll("[data-claim]")].map((row) => {
      const claim = document.getElementById(row.dataset.claim);
      return { row, claim, text: claim.textContent.toLowerCase() };
    });
    box.addEventListener("input", () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      for (const { row, claim, text } of rows) {
        const hit = words.every((w) => text.includes(w));
        row.hidden = claim.hidden = !hit;
        if (hit) n++;
      }
      found.textContent = words.length ? `${n} of ${rows.length}` : "";
    });
  }
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => (d.open = true)));
})();
