// Returns what is wrong with the page as laid out: sideways scrolling, drawn labels that overlap, leave their drawing or
// their box, and text without enough contrast (WCAG 2.2, level AA).
(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push("the page scrolls sideways: " + root.scrollWidth + " > " + root.clientWidth);
  for (const svg of document.querySelectorAll("figure svg[role=img]:not(.sign)")) {
    const frame = svg.getBoundingClientRect();
    if (frame.width === 0) continue;
    const labels = [...svg.querySelectorAll("text")].map((t) => [t.textContent, t.getBoundingClientRect()]);
    labels.forEach(([text, a], i) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) wrong.push("a label leaves its drawing: " + text);
      for (const [other, b] of labels.slice(i + 1))
        if (a.left < b.right - .5 && b.left < a.right - .5 && a.top < b.bottom - 1.5 && b.top < a.bottom - 1.5) wrong.push("labels overlap: " + text + " / " + other);
    });
    for (const box of svg.querySelectorAll(".box")) {
      const r = box.querySelector("rect:last-of-type").getBoundingClientRect();
      for (const t of box.querySelectorAll("text"))
        if (t.getBoundingClientRect().right > r.right + .5) wrong.push("words leave their box: " + t.textContent);
    }
  }
  const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (el) => {
    for (; el; el = el.parentElement) {
      const c = parse(getComputedStyle(el).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  for (const el of document.querySelectorAll("body *")) {
    if (![...el.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(el);
    if (["SCRIPT", "STYLE", "TITLE", "title", "desc"].includes(el.tagName) || style.display === "none") continue;
    const box = el.closest(".box");
    const drawn = el instanceof SVGElement;
    const back = drawn && box ? parse(getComputedStyle(box.querySelector("rect:last-of-type")).fill) : behind(el);
    const fore = parse(drawn ? style.fill : style.color);
    const key = fore + "/" + back + "/" + el.className;
    if (seen.has(key)) continue;
    seen.add(key);
    const [a, b] = [light(fore), light(back)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) wrong.push("contrast " + ratio.toFixed(2) + " of <" + el.tagName + " class=" + (el.className.baseVal ?? el.className) + ">: " + el.textContent.trim().slice(0, 40));
  }
  return wrong.slice(0, 20);
})()
