// Puts a kept draft back into the form it came from, after its writer chose to go back there.
const MARK = "#kept";

function fill(form, fields) {
  let filled = 0;
  const seen = new Map();
  for (const [name, value] of fields) {
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    const controls = [...form.elements].filter((each) => each.name === name && each.type !== "hidden");
    const choice = controls.find((each) => ["checkbox", "radio"].includes(each.type) && each.value === value);
    const control = choice ?? controls[number];
    if (choice) {
      choice.checked = true;
    } else if (control && control.type !== "password" && control.type !== "file") {
      control.value = value;
    } else {
      continue;
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    filled += 1;
  }
  return filled;
}

async function putBack(dialog) {
  const path = location.pathname + location.search;
  history.replaceState(null, "", path);
  const url = `${dialog.dataset.keptUrl}?${new URLSearchParams({ path })}`;
  const { fields } = await (await fetch(url, { headers: { Accept: "application/json" } })).json();
  const forms = [...document.querySelectorAll("main form")].filter((form) => form.method === "post");
  const form = forms.find((each) => fields.some(([name]) => each.elements.namedItem(name)));
  if (form && fill(form, fields)) {
    const note = document.createElement("p");
    note.className = "cp-panel";
    note.setAttribute("role", "status");
    form.prepend(note);
    note.textContent = dialog.dataset.keptNote;
  }
}

const dialog = document.querySelector("dialog[data-idle]");
if (dialog && location.hash === MARK) {
  putBack(dialog);
}
