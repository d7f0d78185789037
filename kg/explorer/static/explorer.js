// Conveniences only: every page works without this file.
"use strict";
const query = document.getElementById("query");
if (query) {
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      query.form.requestSubmit();
    }
  });
  const line = Number(query.dataset.line);
  if (line > 0) {
    const lines = query.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    query.focus();
    query.setSelectionRange(start, start + (lines[line - 1] || "").length);
  }
}
for (const text of document.querySelectorAll(".article")) {
  const here = text.querySelector(".here");
  if (here) text.scrollTop = here.offsetTop - text.clientHeight / 3;
}
for (const picture of document.querySelectorAll("img.picture")) {
  picture.addEventListener("error", () => { picture.hidden = true; });
}
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
