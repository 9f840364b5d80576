// Measures the page in each frame: does it scroll sideways, do letters lie on each other, can they
// be read? Runs in a page around the frames; the page under test holds no script.
const luminance = (colour) => {
  const part = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = colour.match(/[\d.]+/g).map((each) => part(each / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const ground = (element, view) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = view.getComputedStyle(at).backgroundColor;
    if (!/, 0\)$/.test(colour)) return colour;
  }
  return view.getComputedStyle(element.ownerDocument.documentElement).backgroundColor;
};

const overlaps = (picture) => {
  const boxes = [...picture.querySelectorAll("text")]
    .map((text) => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const found = [];
  boxes.forEach(([one, a], at) =>
    boxes.slice(at + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 0.5 && down > 2) found.push(`${one} / ${other}`);
    })
  );
  return found;
};

const outside = (picture) => {
  const frame = picture.closest("figure").getBoundingClientRect();
  return [...picture.querySelectorAll("text")]
    .filter((text) => text.getBoundingClientRect().width)
    .filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < frame.left || box.right > frame.right;
    })
    .map((text) => text.textContent);
};

const torn = (cell) => {
  const range = cell.ownerDocument.createRange();
  range.selectNodeContents(cell);
  const lines = [...range.getClientRects()].filter((box) => box.width && box.height > 8);
  return lines.some((box) => box.top >= lines[0].bottom);
};

const measured = (frame) => {
  const view = frame.contentWindow;
  const page = frame.contentDocument;
  page.querySelectorAll("details").forEach((each) => (each.open = true));
  const pictures = [...page.querySelectorAll("svg[role=img]")];
  const texts = [...page.querySelectorAll("p, a, dt, dd, td, th, li, h1, h2, h3, span, strong, text")];
  const pale = texts
    .filter((each) => each.textContent.trim() && each.getBoundingClientRect().width)
    .map((each) => {
      const style = view.getComputedStyle(each);
      const ink = each.tagName === "text" ? style.fill : style.color;
      return [contrast(ink, ground(each, view)), each.tagName, each.textContent.slice(0, 40)];
    })
    .filter(([ratio]) => ratio < 4.5);
  return {
    width: frame.clientWidth,
    scrolls: page.documentElement.scrollWidth,
    boxes: [...page.querySelectorAll(".box")].filter((box) => box.scrollWidth > box.clientWidth).length,
    paper: view.getComputedStyle(page.body).backgroundColor,
    pictures: pictures.length,
    overlaps: pictures.flatMap(overlaps),
    outside: pictures.flatMap(outside),
    pale: pale.slice(0, 5),
    torn: [...page.querySelectorAll("tbody .line, tbody .number, .value")]
      .filter((cell) => !cell.querySelector("svg") && torn(cell))
      .map((cell) => cell.textContent),
  };
};

addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(measured);
  document.querySelector("pre").textContent = JSON.stringify(found);
});
