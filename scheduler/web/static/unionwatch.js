// What is more comfortable with a script; every page works without. No request leaves this server.
"use strict";

// Search: results while typing. The server sends the list as HTML that it has escaped.
for (const form of document.querySelectorAll("form[data-live]")) {
  const target = document.getElementById(form.dataset.live);
  const said = document.getElementById("said");
  let timer, request, shown = new URLSearchParams(new FormData(form)).toString();
  const load = async () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    if (query.toString() === shown) return;
    shown = query.toString();
    request?.abort();
    request = new AbortController();
    document.body.classList.add("waiting");
    try {
      const answer = await fetch(`${form.action}?${shown}&_fragment=1`, { signal: request.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      target.replaceChildren(...page.body.childNodes);
      history.replaceState(null, "", shown ? `${form.action}?${shown}` : form.action);
      said.textContent = document.getElementById("count")?.textContent ?? "";
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    } finally {
      document.body.classList.remove("waiting");
    }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 220); });
}

// The version slider: the number as it moves, the version where it stops.
for (const slider of document.querySelectorAll("input[type=range][data-base]")) {
  const output = slider.form.querySelector("output");
  slider.form.querySelector("button").hidden = true;
  slider.addEventListener("input", () => { output.textContent = slider.value; });
  slider.addEventListener("change", () => { location.assign(slider.dataset.base + slider.value); });
}

// Citations: a click chooses all of it.
for (const box of document.querySelectorAll(".copy")) {
  box.addEventListener("click", () => getSelection().selectAllChildren(box));
}

// Keys, as feed readers have them: j and k through the entries, / to the search box.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/") {
    const box = document.getElementById("q") ?? document.getElementById("quick");
    box?.focus();
    if (box) event.preventDefault();
  }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const links = [...document.querySelectorAll(".entry :is(h2, h3) a, .hit h2 a, .passage[id]")];
  const at = links.indexOf(document.activeElement);
  const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
  if (next && !next.href) next.tabIndex = -1;
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
});
